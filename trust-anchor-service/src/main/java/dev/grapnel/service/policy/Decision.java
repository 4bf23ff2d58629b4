package dev.grapnel.service.policy;

import java.util.List;
import java.util.Set;

/** What was decided, and by which statements. Immutable. */
public final class Decision {
  private final Outcome outcome;
  private final String reason;
  private final List<DecidingStatement> decidedBy;
  private final Set<PolicyKind> missing;
  private final List<AppliedPolicy> policies;
  private final RequestContext request;

  Decision(
      Outcome outcome,
      String reason,
      List<DecidingStatement> decidedBy,
      Set<PolicyKind> missing,
      List<AppliedPolicy> policies,
      RequestContext request) {
    this.outcome = outcome;
    this.reason = reason;
    this.decidedBy = List.copyOf(decidedBy);
    this.missing = missing;
    this.policies = policies;
    this.request = request;
  }

  public Outcome outcome() {
    return outcome;
  }

  public boolean isAllowed() {
    return outcome == Outcome.ALLOW;
  }

  /** The rule of evaluation that decided, in a sentence. */
  public String reason() {
    return reason;
  }

  /**
   * The statements that decided: for an explicit deny all that deny; for an allow all that allowed,
   * from each policy that had to allow; none for an implicit deny.
   */
  public List<DecidingStatement> decidedBy() {
    return decidedBy;
  }

  /** Why, statement by statement, and what would have to change; worked out when asked. */
  public Explanation explanation() {
    return new Explainer(this).explain();
  }

  /** The kinds of policy of which one more that allows would have helped. */
  Set<PolicyKind> missing() {
    return missing;
  }

  List<AppliedPolicy> policies() {
    return policies;
  }

  RequestContext request() {
    return request;
  }
}
