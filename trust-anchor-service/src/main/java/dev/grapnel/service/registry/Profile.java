package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A profile as registered: the roles that its sessions may take, and what limits them.
 *
 * @param duration the longest session, 900 s to 43,200 s
 * @param sessionPolicy a policy document that caps every session
 * @param createdBy the account that made it
 * @param version grows with each change
 */
public record Profile(
    Arn arn,
    String name,
    boolean enabled,
    boolean acceptRoleSessionName,
    boolean requireInstanceProperties,
    Duration duration,
    List<String> roleArns,
    List<String> managedPolicyArns,
    Optional<String> sessionPolicy,
    List<AttributeMapping> attributeMappings,
    Optional<String> aliasName,
    Map<String, String> tags,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements Resource {
  public Profile {
    roleArns = List.copyOf(roleArns);
    managedPolicyArns = List.copyOf(managedPolicyArns);
    attributeMappings = List.copyOf(attributeMappings);
    tags = Map.copyOf(tags);
  }

  @Override
  public ResourceKey key() {
    return new ResourceKey(ResourceKind.PROFILE, accountId(), profileId());
  }

  public String profileId() {
    return arn.resourceId();
  }

  /** The same with another name. */
  public Profile withName(String name) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another enabled. */
  public Profile withEnabled(boolean enabled) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another accept role session name. */
  public Profile withAcceptRoleSessionName(boolean acceptRoleSessionName) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another duration. */
  public Profile withDuration(Duration duration) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another role arns. */
  public Profile withRoleArns(List<String> roleArns) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another managed policy arns. */
  public Profile withManagedPolicyArns(List<String> managedPolicyArns) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another session policy. */
  public Profile withSessionPolicy(Optional<String> sessionPolicy) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another attribute mappings. */
  public Profile withAttributeMappings(List<AttributeMapping> attributeMappings) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with another alias name. */
  public Profile withAliasName(Optional<String> aliasName) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  @Override
  public Profile withTags(Map<String, String> tags) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  @Override
  public Profile stamped(Instant updatedAt, long version) {
    return new Profile(
        arn,
        name,
        enabled,
        acceptRoleSessionName,
        requireInstanceProperties,
        duration,
        roleArns,
        managedPolicyArns,
        sessionPolicy,
        attributeMappings,
        aliasName,
        tags,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }
}
