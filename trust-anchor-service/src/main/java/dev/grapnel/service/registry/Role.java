package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An IAM role.
 *
 * @param arn {@code arn:aws:iam::ACCOUNT:role/PATH/NAME}
 * @param uniqueId {@code AROA...}; never used twice
 * @param path begins and ends with {@code /}
 * @param trustPolicy the document as stored
 * @param inlinePolicies identity policy documents by name
 * @param revokedBefore sessions issued before this are refused; {@link Instant#EPOCH} for none
 * @param version grows with each change
 */
public record Role(
    Arn arn,
    String uniqueId,
    String path,
    String name,
    String description,
    String trustPolicy,
    Duration maxSessionDuration,
    Map<String, String> inlinePolicies,
    Map<String, String> tags,
    Instant createdAt,
    Instant revokedBefore,
    long version)
    implements Resource {
  public Role {
    inlinePolicies = Map.copyOf(inlinePolicies);
    tags = Map.copyOf(tags);
  }

  /** The key of the role of that name. */
  public static ResourceKey key(String accountId, String name) {
    return new ResourceKey(ResourceKind.ROLE, accountId, name.toLowerCase(Locale.ROOT));
  }

  @Override
  public ResourceKey key() {
    return key(accountId(), name);
  }

  /** Roles have none. */
  @Override
  public Optional<String> aliasName() {
    return Optional.empty();
  }

  /** The same with another description. */
  public Role withDescription(String description) {
    return new Role(
        arn,
        uniqueId,
        path,
        name,
        description,
        trustPolicy,
        maxSessionDuration,
        inlinePolicies,
        tags,
        createdAt,
        revokedBefore,
        version);
  }

  /** The same with another trust policy. */
  public Role withTrustPolicy(String trustPolicy) {
    return new Role(
        arn,
        uniqueId,
        path,
        name,
        description,
        trustPolicy,
        maxSessionDuration,
        inlinePolicies,
        tags,
        createdAt,
        revokedBefore,
        version);
  }

  /** The same with another max session duration. */
  public Role withMaxSessionDuration(Duration maxSessionDuration) {
    return new Role(
        arn,
        uniqueId,
        path,
        name,
        description,
        trustPolicy,
        maxSessionDuration,
        inlinePolicies,
        tags,
        createdAt,
        revokedBefore,
        version);
  }

  /** The same with another inline policies. */
  public Role withInlinePolicies(Map<String, String> inlinePolicies) {
    return new Role(
        arn,
        uniqueId,
        path,
        name,
        description,
        trustPolicy,
        maxSessionDuration,
        inlinePolicies,
        tags,
        createdAt,
        revokedBefore,
        version);
  }

  /** The same with another revoked before. */
  public Role withRevokedBefore(Instant revokedBefore) {
    return new Role(
        arn,
        uniqueId,
        path,
        name,
        description,
        trustPolicy,
        maxSessionDuration,
        inlinePolicies,
        tags,
        createdAt,
        revokedBefore,
        version);
  }

  @Override
  public Role withTags(Map<String, String> tags) {
    return new Role(
        arn,
        uniqueId,
        path,
        name,
        description,
        trustPolicy,
        maxSessionDuration,
        inlinePolicies,
        tags,
        createdAt,
        revokedBefore,
        version);
  }

  @Override
  public Role stamped(Instant updatedAt, long version) {
    return new Role(
        arn,
        uniqueId,
        path,
        name,
        description,
        trustPolicy,
        maxSessionDuration,
        inlinePolicies,
        tags,
        createdAt,
        revokedBefore,
        version);
  }
}
