package dev.grapnel.service.api.query;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.TextRule;

/** Whatever comes in as a form is read or refused, never a fault. */
class QueryInputFuzzTest {
  private static final TextRule ANY = TextRule.length(0, 100);

  @FuzzTest(maxDuration = "2m")
  void form_isReadOrRefused(byte[] form) {
    try {
      QueryParameters parameters = QueryParameters.parse("", form);
      parameters.text("Action", ANY);
      parameters.integer("MaxItems", 1, 10);
      parameters.texts("TagKeys", 10, ANY);
      parameters.list("Tags", 10, prefix -> parameters.text(prefix + ".Key", ANY));
    } catch (MalformedInputException e) {
      if (String.valueOf(e.getMessage()).isBlank()) {
        throw new AssertionError("a refusal without a message", e);
      }
    }
  }
}
