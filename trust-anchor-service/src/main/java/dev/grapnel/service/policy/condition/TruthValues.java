package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.PolicyText;
import java.util.List;

/** The truth values {@code true} and {@code false}, whose case is ignored. */
record TruthValues(List<PolicyText> texts) implements PolicyValues {
  @Override
  public boolean matchAny(ContextValue value, RequestKeys keys) {
    if (!isTruth(value.text())) {
      return false;
    }
    for (PolicyText text : texts) {
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
