package dev.grapnel.service.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The shipped validator and x509-limbo ({@code -Dlimbo.corpus=FILE} for another file of cases). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LimboConformanceTest {
  private static final String NO_SUCH_CASE = "skipped: the file has no case that could show it";

  private List<LimboCase> cases = List.of();

  @BeforeAll
  void readCases() throws IOException {
    cases = LimboCase.readAll(Corpus.file("limbo.corpus", "limbo.json.gz"));
  }

  @Test
  void limbo_shippedValidator_meetsTheGate() throws IOException {
    LimboGate gate = new LimboGate();
    List<String> faults = gate.hold(cases, new LimboRunner()::run);
    gate.print();
    assertEquals(List.of(), faults);
  }

  @Test
  void limbo_validatorThatAcceptsAll_fails() throws IOException {
    assumeTrue(cases.stream().anyMatch(c -> c.isGated() && !c.expectSuccess()), NO_SUCH_CASE);
    assertFalse(new LimboGate().hold(cases, _ -> CaseResult.accept()).isEmpty());
  }

  @Test
  void limbo_validatorThatRefusesAll_fails() throws IOException {
    assumeTrue(cases.stream().anyMatch(c -> c.isGated() && c.expectSuccess()), NO_SUCH_CASE);
    CaseResult no = new CaseResult(false, Optional.of(PathRule.NO_ISSUER), "refused unseen");
    assertFalse(new LimboGate().hold(cases, _ -> no).isEmpty());
  }
}
