package dev.grapnel.service.api.registration;

import dev.grapnel.service.policy.LintWarning;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.Policy;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.PolicyLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a policy that was just stored may let in all the same, such as any certificate of any
 * anchor: told in the log and in the audit record of the change. A warning never refuses.
 */
public final class PolicyWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyWarnings.class);
  private static final String FACT = "warnings";

  /** A large document may have a warning for each line; these say what kind of document it is. */
  private static final int MAX_WARNINGS = 20;

  private static final PolicyLimits STORED =
      new PolicyLimits(PolicyLimits.MAX_DOCUMENT_LENGTH, true);

  private PolicyWarnings() {}

  /**
   * The facts of a change for the audit trail, with the warnings among them where there are any.
   *
   * @param policy what the log calls the policy, such as {@code the trust policy of ARN}
   */
  public static Map<String, String> added(
      Map<String, String> facts, String policy, String document, PolicyKind kind) {
    List<String> warnings = warnings(document, kind);
    if (warnings.isEmpty()) {
      return facts;
    }
    LOG.warn("{} was accepted with warnings: {}", policy, warnings);
    Map<String, String> all = new HashMap<>(facts);
    all.put(FACT, String.join("; ", warnings));
    return all;
  }

  private static List<String> warnings(String document, PolicyKind kind) {
    try {
      List<LintWarning> found = Policy.parse(document, kind, STORED).lint();
      List<String> told = new ArrayList<>();
      found.stream().limit(MAX_WARNINGS).forEach(warning -> told.add(warning.toString()));
      if (found.size() > MAX_WARNINGS) {
        told.add((found.size() - MAX_WARNINGS) + " more");
      }
      return told;
    } catch (MalformedPolicyException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
