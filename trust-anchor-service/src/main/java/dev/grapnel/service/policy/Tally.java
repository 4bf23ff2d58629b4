package dev.grapnel.service.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that apply to one request, sorted by what they can do for it. */
final class Tally {
  final List<DecidingStatement> denies = new ArrayList<>(2);
  final List<DecidingStatement> identity = new ArrayList<>(2);
  final List<DecidingStatement> boundary = new ArrayList<>(2);
  final List<DecidingStatement> session = new ArrayList<>(2);

  /** Grants of the resource's policies, by how they reach the caller. */
  final List<DecidingStatement> toCaller = new ArrayList<>(2);

  final List<DecidingStatement> toRole = new ArrayList<>(2);
  final List<DecidingStatement> toAccount = new ArrayList<>(2);

  private int boundaries;
  private int boundariesThatAllow;
  private boolean boundaryCounted;
  private boolean hasSessionPolicy;
  private boolean hasTrustPolicy;

  /** Notes that a policy takes part, before its statements are counted. */
  void begin(PolicyKind kind) {
    switch (kind) {
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

  /** Takes back what resource policies granted: to take a role, its trust policy must allow. */
  void keepTrustGrantsOnly() {
    for (List<DecidingStatement> grants : List.of(toCaller, toRole, toAccount)) {
      grants.removeIf(statement -> statement.kind() == PolicyKind.RESOURCE);
    }
  }

  boolean hasSessionPolicy() {
    return hasSessionPolicy;
  }

  boolean hasTrustPolicy() {
    return hasTrustPolicy;
  }

  /** Whether each boundary allows; true where there is none. */
  boolean boundariesAllow() {
    return boundariesThatAllow == boundaries;
  }

  /** Whether a session policy allows; true where there is none. */
  boolean sessionPoliciesAllow() {
    return !hasSessionPolicy || !session.isEmpty();
  }
}
