package dev.grapnel.service.policy;

import java.util.ArrayList;
import java.util.List;

/** Finds what is legal and dangerous in a policy. */
final class Lint {
  private final Policy policy;
  private final List<LintWarning> warnings = new ArrayList<>();

  Lint(Policy policy) {
    this.policy = policy;
  }

  List<LintWarning> warnings() {
    for (Statement statement : policy.statements()) {
      if (statement.actions().written().isEmpty()) {
        warnings.add(new LintWarning("none", statement.pointer(), ""));
      }
    }
    return List.copyOf(warnings);
  }
}
