package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trust anchor as registered.
 *
 * @param certificateData the PEM bundle as given
 * @param crlDpRevocationEnabled whether CRL distribution points are asked about its certificates
 * @param notificationSettings one for each event, those by default included
 * @param version grows with each change; a cache keyed by ARN and version never serves an old
 *     bundle
 */
public record TrustAnchor(
    Arn arn,
    String name,
    boolean enabled,
    SourceType sourceType,
    String certificateData,
    boolean crlDpRevocationEnabled,
    List<NotificationSetting> notificationSettings,
    Optional<String> aliasName,
    Map<String, String> tags,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements Resource {
  /** Where an anchor's certificates come from (the Roles Anywhere model's TrustAnchorType). */
  public enum SourceType {
    CERTIFICATE_BUNDLE,
    SELF_SIGNED_REPOSITORY
  }

  public TrustAnchor {
    notificationSettings = List.copyOf(notificationSettings);
    tags = Map.copyOf(tags);
  }

  @Override
  public ResourceKey key() {
    return new ResourceKey(ResourceKind.TRUST_ANCHOR, accountId(), trustAnchorId());
  }

  public String trustAnchorId() {
    return arn.resourceId();
  }

  /** The same with another name. */
  public TrustAnchor withName(String name) {
    return new TrustAnchor(
        arn,
        name,
        enabled,
        sourceType,
        certificateData,
        crlDpRevocationEnabled,
        notificationSettings,
        aliasName,
        tags,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another enabled. */
  public TrustAnchor withEnabled(boolean enabled) {
    return new TrustAnchor(
        arn,
        name,
        enabled,
        sourceType,
        certificateData,
        crlDpRevocationEnabled,
        notificationSettings,
        aliasName,
        tags,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another source type, certificate data. */
  public TrustAnchor withSource(SourceType sourceType, String certificateData) {
    return new TrustAnchor(
        arn,
        name,
        enabled,
        sourceType,
        certificateData,
        crlDpRevocationEnabled,
        notificationSettings,
        aliasName,
        tags,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another crl dp revocation enabled. */
  public TrustAnchor withCrlDpRevocationEnabled(boolean crlDpRevocationEnabled) {
    return new TrustAnchor(
        arn,
        name,
        enabled,
        sourceType,
        certificateData,
        crlDpRevocationEnabled,
        notificationSettings,
        aliasName,
        tags,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another notification settings. */
  public TrustAnchor withNotificationSettings(List<NotificationSetting> notificationSettings) {
    return new TrustAnchor(
        arn,
        name,
        enabled,
        sourceType,
        certificateData,
        crlDpRevocationEnabled,
        notificationSettings,
        aliasName,
        tags,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another alias name. */
  public TrustAnchor withAliasName(Optional<String> aliasName) {
    return new TrustAnchor(
        arn,
        name,
        enabled,
        sourceType,
        certificateData,
        crlDpRevocationEnabled,
        notificationSettings,
        aliasName,
        tags,
        createdAt,
        updatedAt,
        version);
  }

  @Override
  public TrustAnchor withTags(Map<String, String> tags) {
    return new TrustAnchor(
        arn,
        name,
        enabled,
        sourceType,
        certificateData,
        crlDpRevocationEnabled,
        notificationSettings,
        aliasName,
        tags,
        createdAt,
        updatedAt,
        version);
  }

  @Override
  public TrustAnchor stamped(Instant updatedAt, long version) {
    return new TrustAnchor(
        arn,
        name,
        enabled,
        sourceType,
        certificateData,
        crlDpRevocationEnabled,
        notificationSettings,
        aliasName,
        tags,
        createdAt,
        updatedAt,
        version);
  }
}
