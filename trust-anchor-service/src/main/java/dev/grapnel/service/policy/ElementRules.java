package dev.grapnel.service.policy;

import dev.grapnel.service.policy.pattern.Ascii;
import dev.grapnel.service.policy.pattern.Fold;

/** Rules for the texts of single elements. */
final class ElementRules {
  private static final String TRUST_SERVICE = "sts";

  private ElementRules() {}

  /** Checks {@code *} or {@code service:Action}, with wildcards in the action's name. */
  static void checkAction(String action, PolicyKind kind, String pointer)
      throws MalformedPolicyException {
    if (action.equals("*")) {
      return;
    }
    int colon = action.indexOf(':');
    if (colon < 0) {
      throw invalid(pointer, action, "must begin with a service, as in iam:GetRole");
    }
    String service = action.substring(0, colon);
    String name = action.substring(colon + 1);
    if (name.indexOf(':') >= 0) {
      throw invalid(pointer, action, "may hold one colon only");
    }
    if (!service.equals("*") && !isService(service)) {
      throw invalid(pointer, action, "has no valid service before its colon");
    }
    if (!isActionName(name)) {
      throw invalid(pointer, action, "has no valid action after its colon");
    }
    if (kind == PolicyKind.TRUST && !Fold.key(service).equals(TRUST_SERVICE)) {
      throw invalid(pointer, action, "is no STS action; a trust policy may name only those");
    }
  }

  private static boolean isService(String service) {
    return !service.isEmpty() && Ascii.isAlphanumeric(service, "-.");
  }

  private static boolean isActionName(String name) {
    return !name.isEmpty() && Ascii.isAlphanumeric(name, "*?-_.");
  }

  private static MalformedPolicyException invalid(String pointer, String action, String rule) {
    return new MalformedPolicyException(pointer, "the action \"" + action + "\" " + rule);
  }
}
