package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A certificate revocation list as imported. The data is shared, not copied: nobody writes to it.
 *
 * @param data PEM or DER, as given
 * @param trustAnchorArn the anchor (never an alias) for whose certificates it speaks
 * @param version grows with each change; an index keyed by ARN and version never answers from an
 *     old list
 */
@SuppressWarnings("ArrayRecordComponent") // Shared and never written; compared by key and version.
public record Crl(
    Arn arn,
    String name,
    boolean enabled,
    byte[] data,
    Arn trustAnchorArn,
    Optional<String> aliasName,
    Map<String, String> tags,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements Resource {
  public Crl {
    tags = Map.copyOf(tags);
  }

  @Override
  public ResourceKey key() {
    return new ResourceKey(ResourceKind.CRL, accountId(), crlId());
  }

  public String crlId() {
    return arn.resourceId();
  }

  /** The same with another name. */
  public Crl withName(String name) {
    return new Crl(
        arn, name, enabled, data, trustAnchorArn, aliasName, tags, createdAt, updatedAt, version);
  }

  /** The same with another enabled. */
  public Crl withEnabled(boolean enabled) {
    return new Crl(
        arn, name, enabled, data, trustAnchorArn, aliasName, tags, createdAt, updatedAt, version);
  }

  /** The same with another data. */
  public Crl withData(byte[] data) {
    return new Crl(
        arn, name, enabled, data, trustAnchorArn, aliasName, tags, createdAt, updatedAt, version);
  }

  /** The same with another alias name. */
  public Crl withAliasName(Optional<String> aliasName) {
    return new Crl(
        arn, name, enabled, data, trustAnchorArn, aliasName, tags, createdAt, updatedAt, version);
  }

  @Override
  public Crl withTags(Map<String, String> tags) {
    return new Crl(
        arn, name, enabled, data, trustAnchorArn, aliasName, tags, createdAt, updatedAt, version);
  }

  @Override
  public Crl stamped(Instant updatedAt, long version) {
    return new Crl(
        arn, name, enabled, data, trustAnchorArn, aliasName, tags, createdAt, updatedAt, version);
  }
}
