package dev.grapnel.service.path;

import dev.grapnel.service.x509.Oids;
import java.util.Set;

/**
 * The inputs of RFC 5280 section 6.1.1 (c) and (e) to (g).
 *
 * @param initialPolicies the policies that are acceptable; anyPolicy for all
 */
public record PolicyInputs(
    Set<String> initialPolicies,
    boolean explicitPolicy,
    boolean inhibitMapping,
    boolean inhibitAnyPolicy) {
  /** No policy is asked for. */
  public static final PolicyInputs ANY =
      new PolicyInputs(Set.of(Oids.ANY_POLICY), false, false, false);

  public PolicyInputs {
    initialPolicies = Set.copyOf(initialPolicies);
  }

  boolean acceptsAny() {
    return initialPolicies.contains(Oids.ANY_POLICY);
  }
}
