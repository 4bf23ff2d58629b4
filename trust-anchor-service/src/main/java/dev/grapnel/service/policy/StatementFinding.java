package dev.grapnel.service.policy;

import java.util.List;

/**
 * What one statement means for a request.
 *
 * @param denies whether its effect is Deny
 * @param mismatches why it does not apply; empty where it does
 */
public record StatementFinding(
    DecidingStatement statement, boolean denies, List<Mismatch> mismatches) {
  public StatementFinding {
    mismatches = List.copyOf(mismatches);
  }

  public boolean applies() {
    return mismatches.isEmpty();
  }
}
