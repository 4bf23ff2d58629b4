package dev.grapnel.service.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements that apply to one request, sorted by what they can do for it. */
final class Tally {
  private final RequestContext request;
  private final List<DecidingStatement> denies = new ArrayList<>(2);
  private final List<DecidingStatement> identity = new ArrayList<>(2);
  private final List<DecidingStatement> boundary = new ArrayList<>(2);
  private final List<DecidingStatement> session = new ArrayList<>(2);
  private final List<DecidingStatement> toCaller = new ArrayList<>(2);
  private final List<DecidingStatement> toRole = new ArrayList<>(2);
  private final List<DecidingStatement> toAccount = new ArrayList<>(2);
  private int boundaries;
  private int boundariesThatAllow;
  private boolean hasSessionPolicy;
  private boolean hasTrustPolicy;
  private boolean boundaryCounted;

  Tally(RequestContext request) {
    this.request = request;
  }

  /** Notes that a policy takes part, before its statements are counted. */
  void begin(AppliedPolicy applied) {
    switch (applied.policy().kind()) {
      case BOUNDARY -> {
        boundaries++;
        boundaryCounted = false;
      }
      case SESSION -> hasSessionPolicy = true;
      case TRUST -> hasTrustPolicy = true;
      case IDENTITY, RESOURCE -> {}
    }
  }

  /** Counts a statement that applies. */
  void count(AppliedPolicy applied, Statement statement, Reach reach) {
    PolicyKind kind = applied.policy().kind();
    DecidingStatement deciding =
        new DecidingStatement(
            applied.name(), kind, Optional.ofNullable(statement.sid()), statement.index());
    if (statement.effect() == Effect.DENY) {
      denies.add(deciding);
      return;
    }
    switch (kind) {
      case IDENTITY -> identity.add(deciding);
      case SESSION -> session.add(deciding);
      case BOUNDARY -> countBoundary(deciding);
      case RESOURCE, TRUST -> grants(reach).add(deciding);
    }
  }

  private void countBoundary(DecidingStatement deciding) {
    boundary.add(deciding);
    boundariesThatAllow += boundaryCounted ? 0 : 1;
    boundaryCounted = true;
  }

  private List<DecidingStatement> grants(Reach reach) {
    return switch (reach) {
      case CALLER -> toCaller;
      case ROLE -> toRole;
      case ACCOUNT -> toAccount;
      case NONE -> throw new IllegalArgumentException("the statement does not apply");
    };
  }

  Decision decide(List<AppliedPolicy> policies) {
    if (!denies.isEmpty()) {
      return new Decision(
          Outcome.EXPLICIT_DENY, "a Deny statement applies", denies, Set.of(), policies, request);
    }
    Verdict verdict = verdict();
    return new Decision(
        verdict.allowed() ? Outcome.ALLOW : Outcome.IMPLICIT_DENY,
        verdict.reason(),
        verdict.decidedBy(),
        verdict.missing(),
        policies,
        request);
  }

  private record Verdict(
      boolean allowed, String reason, List<DecidingStatement> decidedBy, Set<PolicyKind> missing) {}

  private static Verdict no(String reason, PolicyKind... missing) {
    return new Verdict(false, reason, List.of(), Set.of(missing));
  }

  @SafeVarargs
  private static Verdict yes(String reason, List<DecidingStatement>... decidedBy) {
    List<DecidingStatement> all = new ArrayList<>();
    for (List<DecidingStatement> some : decidedBy) {
      all.addAll(some);
    }
    return new Verdict(true, reason, all, Set.of());
  }

  private Verdict verdict() {
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
  private Verdict outsider(String who) {
    return toCaller.isEmpty()
        ? no(
            "no statement of the resource's policies allows " + who + " this request",
            resourceSide())
        : yes("the resource's policy allows the caller itself", toCaller);
  }

  private Verdict root() {
    if (!capsAllow()) {
      return missingCap();
    }
    if (crossesAccounts() || hasTrustPolicy) {
      return toCaller.isEmpty()
          ? no("the resource's policy does not allow the account", resourceSide())
          : yes("the resource's policy allows the account's root user", toCaller);
    }
    return yes("the account's root user may do everything in its account", toCaller);
  }

  private Verdict member() {
    if (crossesAccounts()) {
      return acrossAccounts();
    }
    if (!toCaller.isEmpty()) {
      return yes("the resource's policy allows the caller itself", toCaller);
    }
    boolean identityCounts = !identity.isEmpty() && (!hasTrustPolicy || !toAccount.isEmpty());
    if (toRole.isEmpty() && !identityCounts) {
      return missingGrant();
    }
    if (!toRole.isEmpty() && capsAllow()) {
      return yes(
          "the resource's policy allows the caller's role, and what caps it allows it too",
          toRole,
          identityCounts ? identity : List.of(),
          boundary,
          session);
    }
    if (identityCounts && capsAllow() && !isFederatedUserWithoutPolicy()) {
      return yes(
          "the caller's own policies allow it, and what caps them allows it too",
          hasTrustPolicy ? toAccount : List.of(),
          identity,
          boundary,
          session);
    }
    return missingCap();
  }

  private Verdict acrossAccounts() {
    if (toCaller.isEmpty() && toRole.isEmpty() && toAccount.isEmpty()) {
      return no(
          "the resource's account does not allow it; across accounts both sides must",
          resourceSide());
    }
    if (identity.isEmpty()) {
      return no(
          "the caller's own policies do not allow it; across accounts both sides must",
          PolicyKind.IDENTITY);
    }
    if (!capsAllow() || isFederatedUserWithoutPolicy()) {
      return missingCap();
    }
    return yes("both accounts allow it", toCaller, toRole, toAccount, identity, boundary, session);
  }

  private boolean crossesAccounts() {
    return !request.principal().accountId().equals(request.resourceAccount());
  }

  private boolean capsAllow() {
    return boundariesThatAllow == boundaries && (!hasSessionPolicy || !session.isEmpty());
  }

  /** AWS: without a session policy a federated user has no permissions of its own. */
  private boolean isFederatedUserWithoutPolicy() {
    return request.principal() instanceof Principal.FederatedUser && !hasSessionPolicy;
  }

  private PolicyKind resourceSide() {
    return hasTrustPolicy ? PolicyKind.TRUST : PolicyKind.RESOURCE;
  }

  private Verdict missingGrant() {
    if (!hasTrustPolicy) {
      return no(
          "no statement of the caller's or the resource's policies allows this request",
          PolicyKind.IDENTITY,
          PolicyKind.RESOURCE);
    }
    return toAccount.isEmpty()
        ? no("no statement of the trust policy allows the caller this request", PolicyKind.TRUST)
        : no(
            "the trust policy leaves it to the caller's account, whose own policies do not allow"
                + " it",
            PolicyKind.IDENTITY);
  }

  private Verdict missingCap() {
    if (boundariesThatAllow < boundaries) {
      return no("the permissions boundary does not allow this request", PolicyKind.BOUNDARY);
    }
    return no(
        hasSessionPolicy
            ? "the session policies do not allow this request"
            : "a federated user without session policies has no permissions of its own",
        PolicyKind.SESSION);
  }
}
