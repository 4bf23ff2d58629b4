package dev.grapnel.service.caller;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.Authorizer;
import dev.grapnel.service.policy.Decision;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.Snapshots;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a caller may do: an account's root all in its account; a session what its role's inline
 * policies allow, as far as each of its session policies allows it too. A policy that cannot be
 * read allows nothing and leaves nothing allowed, since it might have denied. Thread-safe.
 */
public final class CallerPermissions {
  private final Snapshots snapshots;
  private final CallerPolicies policies = new CallerPolicies();
  private final CallerContext context;

  public CallerPermissions(Snapshots snapshots, InstantSource clock, String region) {
    this.snapshots = snapshots;
    this.context = new CallerContext(clock, region);
  }

  /** The same caller, if it may do this. */
  public Verdict<AuthenticatedCaller> authorize(
      AuthenticatedCaller caller, AccessRequest request, CallOrigin origin) {
    if (!isWithin(caller.accountId(), request.resource())) {
      return refuse(caller, request, "the resource belongs to another account");
    }
    return switch (caller) {
      case AuthenticatedCaller.Root root -> Verdict.pass(root);
      case AuthenticatedCaller.Session session -> authorizeSession(session, request, origin);
    };
  }

  private Verdict<AuthenticatedCaller> authorizeSession(
      AuthenticatedCaller.Session session, AccessRequest request, CallOrigin origin) {
    Optional<Role> role = snapshots.current().role(session.claims().roleArn());
    if (role.isEmpty() || !role.get().uniqueId().equals(session.claims().roleUniqueId())) {
      return refuse(session, request, "the session's role is gone");
    }
    Optional<List<AppliedPolicy>> identity = policies.identity(role.get());
    Optional<List<AppliedPolicy>> caps = policies.session(session.claims().sessionPolicies());
    if (identity.isEmpty() || caps.isEmpty()) {
      return refuse(session, request, "a policy of the role or the session cannot be read");
    }
    RequestContext asked = context.of(session, role.get(), request, origin);
    Optional<String> fault = fault(identity.get(), caps.get(), asked);
    return fault.isEmpty() ? Verdict.pass(session) : refuse(session, request, fault.get());
  }

  /** Each session policy caps on its own, so each must leave what the role allows. */
  private static Optional<String> fault(
      List<AppliedPolicy> identity, List<AppliedPolicy> caps, RequestContext asked) {
    Decision uncapped = Authorizer.decide(identity, asked);
    if (!uncapped.isAllowed()) {
      return Optional.of(uncapped.explanation().inOneLine());
    }
    for (AppliedPolicy cap : caps) {
      List<AppliedPolicy> capped = new ArrayList<>(identity);
      capped.add(cap);
      Decision decision = Authorizer.decide(capped, asked);
      if (!decision.isAllowed()) {
        return Optional.of(decision.explanation().inOneLine());
      }
    }
    return Optional.empty();
  }

  /** Whether the resource is the account's; an ARN without an account belongs to everybody. */
  private static boolean isWithin(String accountId, String resource) {
    if (resource.equals("*")) {
      return true;
    }
    try {
      String owner = Arn.parse(resource).account();
      return owner.isEmpty() || owner.equals(accountId);
    } catch (InvalidArnException _) {
      return false;
    }
  }

  private static Verdict<AuthenticatedCaller> refuse(
      AuthenticatedCaller caller, AccessRequest request, String reason) {
    String message =
        "%s is not authorized to perform %s on %s"
            .formatted(caller.principalArn(), request.action(), request.resource());
    return Verdict.refuse(new Denial.NotAllowed(message, message + ": " + reason));
  }
}
