package dev.grapnel.service.policy;

import java.util.List;
import java.util.Set;

/** What was decided, and by which statements. Immutable and thread-safe. */
public final class Decision {
  private final Ruling ruling;
  private final List<AppliedPolicy> policies;
  private final RequestContext request;

  Decision(Ruling ruling, List<AppliedPolicy> policies, RequestContext request) {
    this.ruling = ruling;
    this.policies = policies;
    this.request = request;
  }

  public Outcome outcome() {
    return ruling.outcome();
  }

  public boolean isAllowed() {
    return outcome() == Outcome.ALLOW;
  }

  /** The rule of evaluation that decided, in a sentence. */
  public String reason() {
    return ruling.reason();
  }

  /**
   * The statements that decided: for an explicit deny all that deny; for an allow all that allowed,
   * from each policy that had to allow; none for an implicit deny.
   */
  public List<DecidingStatement> decidedBy() {
    return List.copyOf(ruling.decidedBy());
  }

  /** Why, statement by statement, and what would have to change; worked out when asked. */
  public Explanation explanation() {
    return new Explainer(this).explain();
  }

  /** The kinds of policy of which one more that allows would have helped. */
  Set<PolicyKind> missing() {
    return ruling.missing();
  }

  List<AppliedPolicy> policies() {
    return policies;
  }

  RequestContext request() {
    return request;
  }
}
