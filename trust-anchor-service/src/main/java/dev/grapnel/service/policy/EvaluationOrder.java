package dev.grapnel.service.policy;

import java.util.List;

/**
 * AWS's order of evaluation: an explicit deny anywhere; then the resource's policies, which within
 * an account may suffice; the caller's own; and what caps them. Across accounts both sides must
 * allow.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">AWS:
 *     policy evaluation logic</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html">AWS:
 *     cross-account policy evaluation logic</a>
 */
final class EvaluationOrder {
  private final Tally tally;
  private final RequestContext request;

  EvaluationOrder(Tally tally, RequestContext request) {
    this.tally = tally;
    this.request = request;
  }

  Ruling rule() {
    if (!tally.denies.isEmpty()) {
      return Ruling.denied(tally.denies);
    }
    if (tally.hasTrustPolicy()) {
      tally.keepTrustGrantsOnly();
    }
    return switch (request.principal()) {
      case Principal.Anonymous a -> outsider("an anonymous caller");
      case Principal.Service s -> outsider("a service");
      case Principal.Federated f -> outsider("an identity provider's user");
      case Principal.Root r -> root();
      case Principal.User u -> member();
      case Principal.Role r -> member();
      case Principal.RoleSession s -> member();
      case Principal.FederatedUser f -> member();
    };
  }

  /** Callers without identity policies: only the resource's side can allow. */
  private Ruling outsider(String who) {
    return tally.toCaller.isEmpty()
        ? Ruling.no(
            "no statement of " + resourcePolicies() + " allows " + who + " this request",
            resourceSide())
        : Ruling.yes(
            "a statement of " + resourcePolicies() + " allows the caller itself", tally.toCaller);
  }

  /** AWS: the root user has full access to its account; a role's trust policy must name it. */
  private Ruling root() {
    if (!capsAllow()) {
      return missingCap();
    }
    if (crossesAccounts() || tally.hasTrustPolicy()) {
      return tally.toCaller.isEmpty()
          ? Ruling.no(
              "no statement of " + resourcePolicies() + " allows the account", resourceSide())
          : Ruling.yes(
              "a statement of " + resourcePolicies() + " allows the account's root user",
              tally.toCaller);
    }
    return Ruling.yes("the account's root user may do everything in its account", tally.toCaller);
  }

  private Ruling member() {
    if (crossesAccounts()) {
      return acrossAccounts();
    }
    if (!tally.toCaller.isEmpty()) {
      return Ruling.yes(
          "a statement of " + resourcePolicies() + " allows the caller itself", tally.toCaller);
    }
    boolean ownPoliciesCount =
        !tally.identity.isEmpty() && (!tally.hasTrustPolicy() || !tally.toAccount.isEmpty());
    if (tally.toRole.isEmpty() && !ownPoliciesCount) {
      return missingGrant();
    }
    if (!tally.toRole.isEmpty() && capsAllow()) {
      return Ruling.yes(
          "a statement of "
              + resourcePolicies()
              + " allows the caller's role, and what caps it allows it too",
          tally.toRole,
          ownPoliciesCount ? tally.identity : List.of(),
          tally.boundary,
          tally.session);
    }
    if (ownPoliciesCount && capsAllow() && !isFederatedUserWithoutPolicy()) {
      return Ruling.yes(
          "the caller's own policies allow it, and what caps them allows it too",
          tally.hasTrustPolicy() ? tally.toAccount : List.of(),
          tally.identity,
          tally.boundary,
          tally.session);
    }
    return missingCap();
  }

  private Ruling acrossAccounts() {
    if (tally.toCaller.isEmpty() && tally.toRole.isEmpty() && tally.toAccount.isEmpty()) {
      return Ruling.no(
          "the resource's account does not allow it; across accounts both sides must",
          resourceSide());
    }
    if (tally.identity.isEmpty()) {
      return Ruling.no(
          "the caller's own policies do not allow it; across accounts both sides must",
          PolicyKind.IDENTITY);
    }
    if (!capsAllow() || isFederatedUserWithoutPolicy()) {
      return missingCap();
    }
    return Ruling.yes(
        "both accounts allow it",
        tally.toCaller,
        tally.toRole,
        tally.toAccount,
        tally.identity,
        tally.boundary,
        tally.session);
  }

  private boolean crossesAccounts() {
    return !request.principal().accountId().equals(request.resourceAccount());
  }

  private boolean capsAllow() {
    return tally.boundariesAllow() && tally.sessionPoliciesAllow();
  }

  /** AWS: without a session policy a federated user has no permissions of its own. */
  private boolean isFederatedUserWithoutPolicy() {
    return request.principal() instanceof Principal.FederatedUser && !tally.hasSessionPolicy();
  }

  private PolicyKind resourceSide() {
    return tally.hasTrustPolicy() ? PolicyKind.TRUST : PolicyKind.RESOURCE;
  }

  private String resourcePolicies() {
    return tally.hasTrustPolicy() ? "the trust policy" : "the resource's policies";
  }

  private Ruling missingGrant() {
    if (!tally.hasTrustPolicy()) {
      return Ruling.no(
          "no statement of the caller's or the resource's policies allows this request",
          PolicyKind.IDENTITY,
          PolicyKind.RESOURCE);
    }
    return tally.toAccount.isEmpty()
        ? Ruling.no(
            "no statement of the trust policy allows the caller this request", PolicyKind.TRUST)
        : Ruling.no(
            "the trust policy leaves it to the caller's account, whose own policies do not allow"
                + " it",
            PolicyKind.IDENTITY);
  }

  private Ruling missingCap() {
    if (!tally.boundariesAllow()) {
      return Ruling.no("the permissions boundary does not allow this request", PolicyKind.BOUNDARY);
    }
    return Ruling.no(
        tally.hasSessionPolicy()
            ? "the session policies do not allow this request"
            : "a federated user without session policies has no permissions of its own",
        PolicyKind.SESSION);
  }
}
