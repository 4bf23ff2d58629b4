package dev.grapnel.service.grant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.Authorizer;
import dev.grapnel.service.policy.Decision;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.Policy;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.PolicyLimits;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Role;
import java.util.List;
import java.util.Optional;

/**
 * Whether a role's trust policy lets Roles Anywhere take the role: it must allow each of the three
 * actions that a session amounts to. Thread-safe.
 */
final class RoleTrust {
  static final String ASSUME_ROLE = "sts:AssumeRole";
  static final String TAG_SESSION = "sts:TagSession";
  static final String SET_SOURCE_IDENTITY = "sts:SetSourceIdentity";

  /**
   * Compiled documents are kept by their text, so a changed document is never taken for the old.
   */
  private static final long MAX_COMPILED = 10_000;

  private static final List<String> ACTIONS =
      List.of(ASSUME_ROLE, TAG_SESSION, SET_SOURCE_IDENTITY);

  private final Cache<String, Policy> compiled =
      Caffeine.newBuilder().maximumSize(MAX_COMPILED).build();

  /** Passes the role if every action is allowed. */
  Verdict<Role> allows(Role role, RequestContext context) {
    Optional<Policy> policy = policyOf(role);
    if (policy.isEmpty()) {
      return Verdict.refuse(notAllowed(role, "its stored trust policy cannot be read"));
    }
    List<AppliedPolicy> policies = List.of(new AppliedPolicy("trust policy", policy.get()));
    for (String action : ACTIONS) {
      Decision decision = Authorizer.decide(policies, context.withAction(action));
      if (!decision.isAllowed()) {
        return Verdict.refuse(notAllowed(role, action + ": " + decision.explanation().inOneLine()));
      }
    }
    return Verdict.pass(role);
  }

  private Optional<Policy> policyOf(Role role) {
    Policy known = compiled.getIfPresent(role.trustPolicy());
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Policy parsed =
          Policy.parse(
              role.trustPolicy(), PolicyKind.TRUST, PolicyLimits.largest(PolicyKind.TRUST));
      compiled.put(role.trustPolicy(), parsed);
      return Optional.of(parsed);
    } catch (MalformedPolicyException _) {
      return Optional.empty();
    }
  }

  private static Denial notAllowed(Role role, String reason) {
    return new Denial.NotAllowed(
        "The trust policy of role "
            + role.arn()
            + " does not let this certificate take the role; it must allow "
            + String.join(", ", ACTIONS)
            + " to the service rolesanywhere.amazonaws.com under conditions that it meets",
        "role trust policy of " + role.arn() + ": " + reason);
  }
}
