package dev.grapnel.service.iam;

import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.query.XmlAnswer;
import dev.grapnel.service.api.registration.PolicyWarnings;
import dev.grapnel.service.caller.AccessRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.control.ResourceArns;
import dev.grapnel.service.registry.control.Roles;
import java.util.Map;

/** Which permission an operation on a role needs, and what is kept of what it did. */
record RolePermissions(Roles roles) {
  /**
   * The permission for an action on the role of that name: judged by its real ARN and tags. Where
   * there is no such role, by the ARN that it would have without a path.
   */
  AccessRequest on(String operation, AuthenticatedCaller caller, String name) {
    String action = "iam:" + operation;
    return switch (roles.get(caller.accountId(), name)) {
      case Verdict.Passed<Role> found ->
          AccessRequest.of(action, found.value().arn().toString())
              .withResourceTags(found.value().tags());
      case Verdict.Refused<Role> _ ->
          AccessRequest.of(action, ResourceArns.role(caller.accountId(), "/", name).toString());
    };
  }

  /** Done, with nothing to say but the role's identity, which the audit trail keeps. */
  static Verdict<Intent.Done<XmlAnswer>> done(Role role) {
    return Verdict.pass(new Intent.Done<>(XmlAnswer.NOTHING, facts(role)));
  }

  /** What the audit trail keeps of a role whose trust policy was set, warnings included. */
  static Map<String, String> trustPolicyFacts(Role role) {
    return PolicyWarnings.added(
        facts(role), "the trust policy of " + role.arn(), role.trustPolicy(), PolicyKind.TRUST);
  }

  /** What the audit trail keeps of a role that was given an inline policy, warnings included. */
  static Map<String, String> inlinePolicyFacts(Role role, String policyName, String document) {
    return PolicyWarnings.added(
        facts(role),
        "the inline policy " + policyName + " of " + role.arn(),
        document,
        PolicyKind.IDENTITY);
  }

  /** What the audit trail keeps of a role that was changed. */
  static Map<String, String> facts(Role role) {
    return Map.of("Arn", role.arn().toString(), "RoleId", role.uniqueId());
  }
}
