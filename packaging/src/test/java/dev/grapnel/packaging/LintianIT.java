package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The debs by Debian's own checker: what it says against them stands, with a reason, in an
 * override.
 */
class LintianIT {
  @ParameterizedTest
  @ValueSource(strings = {"grapnel-agent", "trust-anchor-service"})
  void deb_errorsAndWarnings_none(String program) {
    String deb = "%s_%s-1_amd64.deb".formatted(program, Distribution.version());
    Command.Ended ended =
        Command.of(
                Tools.require("lintian"),
                "--allow-root",
                "--fail-on=error,warning",
                Distribution.repository().resolve("packaging/target").resolve(deb))
            .with("LC_ALL", "C.UTF-8")
            .run();
    assertEquals("", ended.out() + ended.err());
    assertEquals(0, ended.exit());
  }
}
