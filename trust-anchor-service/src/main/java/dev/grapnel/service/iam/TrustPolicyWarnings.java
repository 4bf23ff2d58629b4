package dev.grapnel.service.iam;

import dev.grapnel.service.policy.LintWarning;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.Policy;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.PolicyLimits;
import dev.grapnel.service.registry.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trust policy that was accepted may let in all the same, such as any certificate of any
 * anchor: told in the log and in the audit trail.
 */
final class TrustPolicyWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(TrustPolicyWarnings.class);

  private TrustPolicyWarnings() {}

  /** What the audit trail keeps of a role whose trust policy was set, warnings included. */
  static Map<String, String> facts(Role role) {
    Map<String, String> facts = new HashMap<>(RolePermissions.facts(role));
    List<String> warnings = warnings(role.trustPolicy());
    if (!warnings.isEmpty()) {
      LOG.warn("the trust policy of {} was accepted with warnings: {}", role.arn(), warnings);
      facts.put("warnings", String.join("; ", warnings));
    }
    return facts;
  }

  private static List<String> warnings(String document) {
    try {
      return Policy.parse(document, PolicyKind.TRUST, PolicyLimits.largest(PolicyKind.TRUST))
          .lint()
          .stream()
          .map(LintWarning::toString)
          .toList();
    } catch (MalformedPolicyException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
