package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.PolicyText;
import java.util.List;

/**
 * The truth values {@code true} and {@code false}, whose case is ignored.
 *
 * @param variable the policy's values with variables; the others are in the two flags
 */
record TruthValues(boolean wantsTrue, boolean wantsFalse, List<PolicyText> variable)
    implements PolicyValues {
  static TruthValues of(List<PolicyText> texts) {
    return new TruthValues(
        texts.stream().anyMatch(text -> text.toString().equalsIgnoreCase("true")),
        texts.stream().anyMatch(text -> text.toString().equalsIgnoreCase("false")),
        texts.stream().filter(text -> !text.isConstant()).toList());
  }

  @Override
  public boolean matchAny(ContextValue value, RequestKeys keys) {
    boolean isTrue = value.text().equalsIgnoreCase("true");
    if (!isTrue && !value.text().equalsIgnoreCase("false")) {
      return false;
    }
    if (isTrue ? wantsTrue : wantsFalse) {
      return true;
    }
    for (PolicyText text : variable) {
      String wanted = text.text(keys);
      if (wanted != null && wanted.equalsIgnoreCase(value.text())) {
        return true;
      }
    }
    return false;
  }

  static boolean isTruth(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }
}
