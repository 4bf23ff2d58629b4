package dev.grapnel.service.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each warning where it is due, and none where it is not. */
class LintTest {
  @ParameterizedTest
  @CsvFileSource(
      resources = "lint.tsv",
      delimiter = '\t',
      quoteCharacter = '\0',
      maxCharsPerColumn = 10_000)
  void lint_document_warnsOf(String kind, String rules, String document)
      throws MalformedPolicyException {
    PolicyKind policyKind = PolicyKind.labelled(kind).orElseThrow();
    List<LintWarning> warnings =
        Policy.parse(document, policyKind, PolicyLimits.largest(policyKind)).lint();
    List<String> expected = rules.equals("-") ? List.of() : List.of(rules.split(",", -1));
    assertEquals(expected, warnings.stream().map(LintWarning::rule).toList());
    warnings.forEach(
        warning -> assertTrue(warning.pointer().startsWith("/Statement"), warning::toString));
  }
}
