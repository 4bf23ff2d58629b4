package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.Fold;
import dev.grapnel.service.policy.pattern.PolicyText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Texts that are compared whole, with case or without. */
record ExactValues(boolean ignoreCase, Set<String> constants, List<PolicyText> variable)
    implements PolicyValues {
  static ExactValues of(List<PolicyText> texts, boolean ignoreCase) {
    Set<String> constants = new HashSet<>();
    for (PolicyText text : texts) {
      String constant = text.isConstant() ? text.text(key -> null) : null;
      if (constant != null) {
        constants.add(ignoreCase ? Fold.value(constant) : constant);
      }
    }
    return new ExactValues(
        ignoreCase,
        Set.copyOf(constants),
        texts.stream().filter(text -> !text.isConstant()).toList());
  }

  @Override
  public boolean matchAny(ContextValue value, RequestKeys keys) {
    if (constants.contains(ignoreCase ? value.folded() : value.text())) {
      return true;
    }
    for (PolicyText text : variable) {
      String resolved = text.text(keys);
      if (resolved != null && equal(resolved, value.text())) {
        return true;
      }
    }
    return false;
  }

  private boolean equal(String one, String other) {
    return ignoreCase ? one.equalsIgnoreCase(other) : one.equals(other);
  }
}
