package dev.grapnel.service.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the statements that apply amount to.
 *
 * @param reason the rule of evaluation that decided, in a sentence
 * @param missing the kinds of policy of which one more that allows would have helped
 */
record Ruling(
    Outcome outcome, String reason, List<DecidingStatement> decidedBy, Set<PolicyKind> missing) {
  static Ruling no(String reason, PolicyKind... missing) {
    return new Ruling(Outcome.IMPLICIT_DENY, reason, List.of(), Set.of(missing));
  }

  @SafeVarargs
  static Ruling yes(String reason, List<DecidingStatement>... decidedBy) {
    List<DecidingStatement> all = new ArrayList<>();
    for (List<DecidingStatement> some : decidedBy) {
      all.addAll(some);
    }
    return new Ruling(Outcome.ALLOW, reason, all, Set.of());
  }

  static Ruling denied(List<DecidingStatement> denies) {
    return new Ruling(Outcome.EXPLICIT_DENY, "a Deny statement applies", denies, Set.of());
  }
}
