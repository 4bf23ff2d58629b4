package dev.grapnel.service.policy;

import java.util.List;

/** What was decided, and by which statements. Immutable. */
public final class Decision {
  private final Outcome outcome;
  private final String reason;
  private final List<DecidingStatement> decidedBy;
  private final List<AppliedPolicy> policies;
  private final RequestContext request;

  Decision(
      Outcome outcome,
      String reason,
      List<DecidingStatement> decidedBy,
      List<AppliedPolicy> policies,
      RequestContext request) {
    this.outcome = outcome;
    this.reason = reason;
    this.decidedBy = List.copyOf(decidedBy);
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

  List<AppliedPolicy> policies() {
    return policies;
  }

  RequestContext request() {
    return request;
  }
}
