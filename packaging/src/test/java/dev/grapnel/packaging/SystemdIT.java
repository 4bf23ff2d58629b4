package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units as systemd's own checks see them. */
class SystemdIT {
  private static final String SYSTEM = "usr/lib/systemd/system/";

  @TempDir Path folder = Path.of("");

  /** The threshold is ten times the exposure, of which 0 is the best and 100 the worst. */
  @ParameterizedTest
  @CsvSource({"trust-anchor-service, 20", "grapnel-agent, 25"})
  void unit_systemUnit_isSoundAndHardened(String program, int threshold) throws IOException {
    Path unit = unit(program, SYSTEM + program + ".service", program + ".service");
    assertSilent(verify().and(unit.toString()));
    Command.Ended security =
        Command.of(Tools.require("systemd-analyze"), "security", "--offline=true", "--no-pager")
            .and("--threshold=" + threshold, unit.toString())
            .run();
    assertEquals(0, security.exit(), security.out() + security.err());
    System.out.println(security.out().strip().replaceAll("(?s).*\n", ""));
  }

  @Test
  void unit_perUserTemplate_isSound() throws IOException {
    Path unit =
        unit(
            "grapnel-agent",
            "usr/lib/systemd/user/grapnel-agent@.service",
            "grapnel-agent@work.service");
    assertSilent(verify().and("--user", unit.toString()).with("XDG_RUNTIME_DIR", folder));
  }

  /** A line that takes something away, or gives it, has its reason above it. */
  @ParameterizedTest
  @CsvSource({"trust-anchor-service", "grapnel-agent"})
  void unit_everyBlock_hasItsReason(String program) throws IOException {
    Path unit = source(program).resolve(SYSTEM + program + ".service");
    List<String> lines = Files.readAllLines(unit);
    List<String> service = lines.subList(lines.indexOf("[Service]"), lines.indexOf("[Install]"));
    for (String block : String.join("\n", service).split("\n\n|\\[Service]\n", -1)) {
      assertTrue(block.isBlank() || block.startsWith("#"), "no reason is given: " + block);
    }
  }

  private static void assertSilent(Command command) {
    Command.Ended ended = command.run();
    assertEquals("", ended.out() + ended.err());
    assertEquals(0, ended.exit());
  }

  private static Command verify() {
    return Command.of(Tools.require("systemd-analyze"), "verify", "--man=no");
  }

  /** The unit with the program where the build has put it: it is not installed here. */
  private Path unit(String program, String from, String name) throws IOException {
    String text = Files.readString(source(program).resolve(from));
    Path bin = Distribution.tree().resolve("bin").resolve(program);
    return Files.writeString(
        folder.resolve(name), text.replace("/usr/bin/" + program, bin.toString()));
  }

  private static Path source(String program) {
    return Distribution.repository().resolve("packaging/src/main/install").resolve(program);
  }
}
