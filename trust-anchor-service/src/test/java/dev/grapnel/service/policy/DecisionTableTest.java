package dev.grapnel.service.policy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of decisions in {@code cases/}: what AWS documents, a case a fact. */
class DecisionTableTest {
  static final List<String> FILES =
      List.of(
          "actions.cases",
          "arns.cases",
          "conditions.cases",
          "cross-account.cases",
          "evaluation.cases",
          "not-principal.cases",
          "operators.cases",
          "principals.cases",
          "resources.cases",
          "trust.cases",
          "values.cases",
          "variables.cases");

  static Stream<CaseFile.DecisionCase> cases() throws IOException {
    List<CaseFile.DecisionCase> all = new ArrayList<>();
    for (String file : FILES) {
      all.addAll(CaseFile.read(file));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void decide_row_isAsAwsDocuments(CaseFile.DecisionCase row) {
    Decision decision = Authorizer.decide(row.policies(), row.request());
    List<String> decidedBy = decision.decidedBy().stream().map(Object::toString).toList();
    assertAll(
        row.name(),
        () ->
            assertEquals(
                row.expected().decision(),
                decision.outcome().label(),
                () -> decision.explanation().inOneLine()),
        () -> assertEquals(row.expected().decidedBy(), decidedBy));
  }

  @Test
  void cases_all_areManyAndNamedOnce() throws IOException {
    List<CaseFile.DecisionCase> all = cases().toList();
    Set<String> names = new HashSet<>();
    for (CaseFile.DecisionCase row : all) {
      assertTrue(names.add(row.name()), () -> "twice: " + row.name());
    }
    assertTrue(all.size() >= 600, () -> all.size() + " cases");
  }
}
