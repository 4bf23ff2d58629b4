package dev.grapnel.service.caller;

import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.PolicyCache;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.PolicyLimits;
import dev.grapnel.service.registry.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stored policy documents, compiled; empty where one of them is no policy. */
final class CallerPolicies {
  private static final long MAX_CACHED_CHARACTERS = 16_000_000;

  /** What was small enough when it was stored is read whatever its size. */
  private static final PolicyLimits STORED =
      new PolicyLimits(PolicyLimits.MAX_DOCUMENT_LENGTH, true);

  private final PolicyCache compiled = new PolicyCache(MAX_CACHED_CHARACTERS);

  /** The role's inline policies. */
  Optional<List<AppliedPolicy>> identity(Role role) {
    List<AppliedPolicy> policies = new ArrayList<>();
    for (Map.Entry<String, String> inline : role.inlinePolicies().entrySet()) {
      if (!add(policies, inline.getKey(), inline.getValue(), PolicyKind.IDENTITY)) {
        return Optional.empty();
      }
    }
    return Optional.of(policies);
  }

  /** The policies that cap a session. */
  Optional<List<AppliedPolicy>> session(List<String> documents) {
    List<AppliedPolicy> policies = new ArrayList<>();
    for (String document : documents) {
      if (!add(policies, "session policy", document, PolicyKind.SESSION)) {
        return Optional.empty();
      }
    }
    return Optional.of(policies);
  }

  private boolean add(List<AppliedPolicy> to, String name, String document, PolicyKind kind) {
    try {
      return to.add(new AppliedPolicy(name, compiled.get(document, kind, STORED)));
    } catch (MalformedPolicyException _) {
      return false;
    }
  }
}
