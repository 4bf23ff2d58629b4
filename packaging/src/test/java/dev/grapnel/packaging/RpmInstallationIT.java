package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rpms by rpm itself, into a root that knows no rpm yet: their scripts run there. What they
 * depend on is there by other names, so that dependencies are read and not resolved.
 */
class RpmInstallationIT {
  private static final List<String> PROGRAMS = List.of("grapnel-agent", "trust-anchor-service");

  @Test
  void rpms_freshRoot_installVerifyRunAndErase(@TempDir Path folder) throws IOException {
    Path rpm = Tools.require("rpm");
    try (DebianRoot root = DebianRoot.fresh(folder)) {
      NavigableSet<String> before = root.files();
      for (String program : PROGRAMS) {
        Path file = file(program);
        assertTrue(Command.of(rpm, "-qp", "--requires", file).output().contains("glibc"), program);
        String configuration = "/etc/grapnel/" + program + ".toml\n";
        assertEquals(configuration, Command.of(rpm, "-qp", "--configfiles", file).output());
        Command.of(rpm, "--root", root.path(), "-i", "--nodeps", file)
            .with("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .output();
        assertEquals(
            "", Command.of(rpm, "--root", root.path(), "-V", "--nodeps", program).output());
        String version = program.equals("grapnel-agent") ? "version" : "--version";
        assertTrue(
            root.inside(program, version).output().contains(Distribution.version()), program);
        assertEquals(program, root.inside("id", "-Gn", program).output().strip());
      }
      assertEquals("750 root:grapnel-agent", root.access("/etc/grapnel/identity"));
      Path edited = root.file("/etc/grapnel/grapnel-agent.toml");
      Files.writeString(edited, "# edited\n");
      Command.of(rpm, "--root", root.path(), "-e", "--nodeps")
          .and(PROGRAMS.toArray(String[]::new))
          .with("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
          .output();
      assertEquals("# edited\n", Files.readString(Path.of(edited + ".rpmsave")));
      assertFalse(Files.exists(root.file("/usr/lib/grapnel")));
      NavigableSet<String> left = root.files();
      left.removeAll(before);
      left.removeIf(path -> path.startsWith("var/lib/rpm") || path.startsWith("root/.rpmdb"));
      // Folders of packages that this root does not have, such as fish: no package of ours owns
      // them.
      left.removeIf(path -> path.startsWith("usr/") && Files.isDirectory(root.file("/" + path)));
      // The state, the administrator's folder and what was edited, which nothing but a person
      // removes.
      assertEquals(
          List.of(
              "etc/grapnel",
              "etc/grapnel/grapnel-agent.toml.rpmsave",
              "etc/grapnel/identity",
              "var/lib/trust-anchor-service"),
          List.copyOf(left));
    }
  }

  private static Path file(String program) {
    return Distribution.repository()
        .resolve("packaging/target")
        .resolve("%s-%s-1.x86_64.rpm".formatted(program, Distribution.version()));
  }
}
