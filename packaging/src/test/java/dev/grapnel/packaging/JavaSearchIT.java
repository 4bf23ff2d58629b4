package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which Java the launchers choose. The usual folders of the machine are out of the test's hands.
 */
class JavaSearchIT {
  private static final String QUIET = "trust-anchor-service: no Java 25 or later was found";

  @TempDir Path folder = Path.of("");
  private Path home = Path.of("");
  private Path lib = Path.of("");

  @BeforeEach
  void emptyTree() throws IOException {
    home = Files.createDirectories(folder.resolve("tree"));
    lib = Files.createDirectories(home.resolve("lib/service"));
  }

  @Test
  void search_bundledRuntime_winsOverEverySetting() throws IOException {
    Path bundled = javaHome(lib.resolve("runtime"), "25.0.3");
    Path other = javaHome(folder.resolve("other"), "26");
    assertEquals(
        bundled + "/bin/java",
        search().with("GRAPNEL_JAVA_HOME", other).with("JAVA_HOME", other).output());
  }

  @Test
  void search_grapnelJavaHome_winsOverJavaHome() throws IOException {
    Path ours = javaHome(folder.resolve("ours"), "25");
    Path other = javaHome(folder.resolve("other"), "26");
    assertEquals(
        ours + "/bin/java",
        search().with("GRAPNEL_JAVA_HOME", ours).with("JAVA_HOME", other).output());
  }

  @Test
  void search_javaHomeOfVersion17_isPassedOver() throws IOException {
    Path old = javaHome(folder.resolve("old"), "17.0.15");
    Path young = javaHome(folder.resolve("young"), "25.0.1");
    assertEquals(
        young + "/bin/java",
        search().with("GRAPNEL_JAVA_HOME", old).with("JAVA_HOME", young).output());
  }

  @Test
  void search_hostileValues_areOnlyText() throws IOException {
    Path odd = javaHome(folder.resolve("-a b*\n$(touch gone)'\"`"), "25");
    assertEquals(odd + "/bin/java", search().with("JAVA_HOME", odd).output());
  }

  @Test
  void search_unusableReleaseFiles_arePassedOver() throws IOException {
    for (String version : new String[] {"", "x", "1.8.0_402", "99999999999999999999999", "-25"}) {
      Path odd = javaHome(folder.resolve("odd" + version.length()), version);
      Path good = javaHome(folder.resolve("good" + version.length()), "30-ea");
      assertEquals(
          good + "/bin/java",
          search().with("GRAPNEL_JAVA_HOME", odd).with("JAVA_HOME", good).output(),
          version);
    }
  }

  /** A Java home as far as the search looks: a java command and a release file. */
  private static Path javaHome(Path home, String version) throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nJAVA_VERSION_DATE=\"x\"");
    return home;
  }

  private Command search() {
    Path script = Objects.requireNonNull(Distribution.tree()).resolve("lib/service/find-java.sh");
    return Command.of("sh", "-c", ". \"$SCRIPT\"; printf %s \"$grapnel_java\"", "sh")
        .with("SCRIPT", script)
        .with("grapnel_name", "trust-anchor-service")
        .with("grapnel_home", home)
        .with("grapnel_lib", lib);
  }

  @Test
  void search_nothingFound_saysInOneLineWhatToInstall() {
    // The usual folders are emptied for this shell alone, in a mount namespace of its own.
    Command.Ended ended =
        Command.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs none /usr/lib/jvm && . \"$SCRIPT\"",
                "sh")
            .withAll(search().environment())
            .run();
    org.junit.jupiter.api.Assumptions.assumeFalse(
        ended.err().contains("unshare") || ended.err().contains("mount"),
        "skipped: this machine lends no mount namespace");
    assertEquals(1, ended.exit());
    assertEquals(
        QUIET
            + ": install one (such as Eclipse Temurin 25) or set GRAPNEL_JAVA_HOME to its folder\n",
        ended.err());
  }
}
