package dev.grapnel.service.grant;

import dev.grapnel.service.registry.Profile;
import java.util.ArrayList;
import java.util.List;

/** The policies by which a profile caps its sessions. */
final class SessionPolicies {
  /**
   * Stands for managed policies: this service keeps none, and a cap that is not known must not be
   * taken for no cap.
   */
  static final String ALLOWS_NOTHING =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  static final String MANAGED_POLICIES_WARNING =
      "the profile lists managed policies, which this service does not keep; the session may do"
          + " nothing that an identity policy must allow";

  private SessionPolicies() {}

  static List<String> of(Profile profile) {
    List<String> policies = new ArrayList<>();
    profile.sessionPolicy().ifPresent(policies::add);
    if (!profile.managedPolicyArns().isEmpty()) {
      policies.add(ALLOWS_NOTHING);
    }
    return List.copyOf(policies);
  }
}
