package dev.grapnel.service.path;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a validation came to. */
public sealed interface PathOutcome {
  /**
   * A path that keeps every rule.
   *
   * @param policies the policies under which it is valid (RFC 5280 section 6.1.6); {@code
   *     anyPolicy} for all
   * @param validUntil when the verdict ends: the earliest end of a certificate or of what was asked
   *     about revocation
   * @param warnings what the operator should know, such as a CRL past its time
   */
  record Accepted(
      CertificatePath path, Set<String> policies, Instant validUntil, List<String> warnings)
      implements PathOutcome {
    public Accepted {
      policies = Set.copyOf(policies);
      warnings = List.copyOf(warnings);
    }
  }

  /** No path that does. */
  record Refused(Refusal refusal) implements PathOutcome {}
}
