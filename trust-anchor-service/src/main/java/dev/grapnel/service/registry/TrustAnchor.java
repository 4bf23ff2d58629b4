package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.time.Instant;

/**
 * A trust anchor as registered.
 *
 * @param certificateData the PEM bundle as given
 * @param version grows with each change; a cache keyed by ARN and version never serves an old
 *     bundle
 */
public record TrustAnchor(
    Arn arn,
    String name,
    boolean enabled,
    SourceType sourceType,
    String certificateData,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  /** Where an anchor's certificates come from (the Roles Anywhere model's TrustAnchorType). */
  public enum SourceType {
    CERTIFICATE_BUNDLE,
    SELF_SIGNED_REPOSITORY
  }

  public String accountId() {
    return arn.account();
  }

  public String trustAnchorId() {
    return arn.resourceId();
  }
}
