package dev.grapnel.service.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.grapnel.service.crypto.VerificationProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The shipped validator and NIST's PKITS ({@code -Dpkits.corpus=FILE} for another archive). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PkitsConformanceTest {
  /** The rows that are valid only where DSA is admitted, which the service does not. */
  private static final Set<String> NEED_DSA = Set.of("4.1.4", "4.1.5");

  /** What the invalid rows of each section are about. */
  private static final Map<String, Set<PathRule>> REASONS =
      Map.ofEntries(
          Map.entry("4.1", EnumSet.of(PathRule.SIGNATURE_INVALID, PathRule.MALFORMED)),
          Map.entry("4.2", EnumSet.of(PathRule.NOT_YET_VALID, PathRule.EXPIRED)),
          Map.entry("4.3", EnumSet.of(PathRule.NO_ISSUER)),
          Map.entry("4.4", revocation()),
          Map.entry("4.5", with(revocation(), PathRule.NOT_A_CA)),
          Map.entry("4.6", EnumSet.of(PathRule.NOT_A_CA, PathRule.PATH_TOO_LONG)),
          Map.entry("4.7", EnumSet.of(PathRule.NO_KEY_CERT_SIGN, PathRule.REVOCATION_UNKNOWN)),
          Map.entry("4.8", EnumSet.of(PathRule.POLICY_NOT_MET)),
          Map.entry("4.9", EnumSet.of(PathRule.POLICY_NOT_MET)),
          Map.entry("4.10", EnumSet.of(PathRule.POLICY_NOT_MET, PathRule.POLICY_MAPPING_OF_ANY)),
          Map.entry("4.11", EnumSet.of(PathRule.POLICY_NOT_MET)),
          Map.entry("4.12", EnumSet.of(PathRule.POLICY_NOT_MET)),
          Map.entry(
              "4.13",
              EnumSet.of(
                  PathRule.NAME_EXCLUDED,
                  PathRule.NAME_NOT_PERMITTED,
                  PathRule.NAME_NOT_DECIDABLE)),
          Map.entry("4.14", revocation()),
          Map.entry("4.15", revocation()),
          Map.entry("4.16", EnumSet.of(PathRule.UNKNOWN_CRITICAL_EXTENSION)));

  private final SignatureRules own = new KeySignatures(VerificationProvider.fastest());
  private Map<String, byte[]> files = Map.of();
  private List<PkitsRow> rows = List.of();

  @BeforeAll
  void readRows() throws IOException {
    files = PkitsRow.untar(Corpus.file("pkits.corpus", "pkits.tar.gz"));
    rows = PkitsRow.readAll(files);
  }

  @Test
  void pkits_withDsaAdmitted_everyRowIsAsExpected() {
    PkitsRunner runner = new PkitsRunner(files, new DsaAdmitted(own), true);
    Verdicts verdicts = new Verdicts();
    List<String> faults = new ArrayList<>();
    for (PkitsRow row : rows) {
      PkitsRunner.Result result = runner.run(row);
      verdicts.add("PKITS " + row.section(), row.expectValid(), result.verdict().accepted());
      fault(row, result).ifPresent(faults::add);
    }
    verdicts.table().forEach(System.out::println);
    assertEquals(List.of(), faults);
  }

  @Test
  void pkits_underTheServicesRules_onlyTheDsaRowsDiffer() {
    PkitsRunner runner = new PkitsRunner(files, own, true);
    for (PkitsRow row : rows) {
      CaseResult result = runner.run(row).verdict();
      boolean differs = row.expectValid() != result.accepted();
      assertEquals(NEED_DSA.contains(row.number()), differs, () -> row + ": " + result.why());
    }
  }

  @Test
  void pkits_relativeNamesInAnotherOrder_areRefusedWithoutRevocationToo() {
    PkitsRunner runner = new PkitsRunner(files, own, false);
    for (PkitsRow row : rows) {
      if (row.number().startsWith("4.3.2")) {
        assertEquals(Optional.of(PathRule.NO_ISSUER), runner.run(row).verdict().rule());
      }
    }
  }

  @Test
  void pkits_validatorThatAcceptsOrRefusesAll_fails() {
    boolean both = rows.stream().map(PkitsRow::expectValid).distinct().count() == 2;
    assumeTrue(both, "skipped: the archive's rows are all valid or all invalid");
    assertFalse(disagreements(_ -> true).isEmpty());
    assertFalse(disagreements(_ -> false).isEmpty());
  }

  private List<PkitsRow> disagreements(Function<PkitsRow, Boolean> validator) {
    return rows.stream().filter(row -> row.expectValid() != validator.apply(row)).toList();
  }

  private static Optional<String> fault(PkitsRow row, PkitsRunner.Result result) {
    CaseResult verdict = result.verdict();
    String name = row.number() + " " + row.title() + ": ";
    if (row.expectValid() != verdict.accepted()) {
      return Optional.of(name + verdict.why());
    }
    if (result.accepted().isPresent()) {
      Set<String> policies = result.accepted().get().policies();
      return policies.equals(row.userConstrainedPolicies())
          ? Optional.empty()
          : Optional.of(name + "valid under " + policies);
    }
    Set<PathRule> reasons = REASONS.getOrDefault(row.section(), EnumSet.allOf(PathRule.class));
    return verdict.rule().filter(reasons::contains).isPresent()
        ? Optional.empty()
        : Optional.of(name + "refused for " + verdict.rule() + ", " + verdict.why());
  }

  private static Set<PathRule> revocation() {
    return EnumSet.of(PathRule.REVOKED, PathRule.REVOCATION_UNKNOWN);
  }

  private static Set<PathRule> with(Set<PathRule> rules, PathRule another) {
    Set<PathRule> all = EnumSet.copyOf(rules);
    assertTrue(all.add(another));
    return all;
  }
}
