package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The package files, as the tools of the distributions see them. */
class PackageFilesIT {
  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"grapnel-agent", "trust-anchor-service"})
  void deb_lintian_findsNothingButWhatIsOverridden(String name) {
    Command.Ended ended =
        Command.of(
                Tools.require("lintian"),
                "--no-cfg",
                "--allow-root",
                "--fail-on",
                "error,warning",
                deb(name))
            .run();
    assertEquals(0, ended.exit(), ended.out() + ended.err());
  }

  @ParameterizedTest
  @CsvSource({"grapnel-agent,90", "trust-anchor-service,130"})
  void deb_installed_isNoLargerThanPromised(String name, long mebibytes) {
    String kibibytes =
        Command.of(Tools.require("dpkg-deb"), "-f", deb(name), "Installed-Size").output();
    long bytes = Long.parseLong(kibibytes.strip()) * 1024;
    assertTrue(bytes <= mebibytes * MEBIBYTE, name + " takes " + bytes / MEBIBYTE + " MiB");
  }

  @Test
  void deb_agent_bringsNothingOfTheService() throws IOException {
    Command.of(Tools.require("dpkg-deb"), "-x", deb("grapnel-agent"), folder).output();
    List<String> names =
        Trees.list(folder).stream().map(path -> folder.relativize(path).toString()).toList();
    assertTrue(names.contains("usr/lib/grapnel/bin/grapnel-agent"), names.toString());
    assertEquals(
        List.of(),
        names.stream()
            .filter(name -> name.contains("trust-anchor") || name.contains("netty"))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"grapnel-agent", "trust-anchor-service"})
  void deb_extracted_runsFromThere(String name) {
    Command.of(Tools.require("dpkg-deb"), "-x", deb(name), folder).output();
    String version = Command.of(folder.resolve("usr/bin").resolve(name), "--version").output();
    assertTrue(version.contains(version()), version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grapnel-agent", "trust-anchor-service"})
  void rpm_query_namesOwnersAndConfiguration(String name) {
    Path rpm = target().resolve(name + "-" + version() + "-1.x86_64.rpm");
    Path tool = Tools.require("rpm");
    assertTrue(Command.of(tool, "-K", rpm).output().contains("OK"));
    String files =
        Command.of(
                tool, "-qp", "--qf", "[%{FILENAMES} %{FILEUSERNAME} %{FILEFLAGS:fflags}\\n]", rpm)
            .output();
    assertTrue(files.contains("/usr/lib/grapnel/bin/" + name + " root \n"), files);
    if (name.equals("trust-anchor-service")) {
      assertTrue(files.contains("/etc/grapnel/trust-anchor-service.toml root cn"), files);
    }
  }

  /** The unit is hardened as far as promised, and systemd understands every line of it. */
  @Test
  void unit_systemdAnalyze_scoresUnderTwo() {
    Path analyze = Tools.require("systemd-analyze");
    Command.of(Tools.require("dpkg-deb"), "-x", deb("trust-anchor-service"), folder).output();
    Path unit = folder.resolve("usr/lib/systemd/system/trust-anchor-service.service");
    Command.Ended security =
        Command.of(analyze, "security", "--offline=true", "--threshold=20", "--no-pager", unit)
            .run();
    assertEquals(0, security.exit(), security.out() + security.err());
    String verified =
        Command.of(analyze, "verify", "--man=no", "--recursive-errors=no", unit).run().err();
    assertEquals(
        List.of(), verified.lines().filter(line -> !line.contains("is not executable")).toList());
  }

  private static Path deb(String name) {
    return target().resolve(name + "_" + version() + "-1_amd64.deb");
  }

  private static Path target() {
    return Distribution.repository().resolve("packaging/target");
  }

  private static String version() {
    return Distribution.version();
  }
}
