package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A profile as registered: the roles that its sessions may take, and what limits them.
 *
 * @param duration the longest session, 900 s to 43,200 s
 * @param sessionPolicy a policy document that caps every session
 * @param createdBy the ARN of who made it
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
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  public Profile {
    roleArns = List.copyOf(roleArns);
    managedPolicyArns = List.copyOf(managedPolicyArns);
    attributeMappings = List.copyOf(attributeMappings);
  }

  public String accountId() {
    return arn.account();
  }

  public String profileId() {
    return arn.resourceId();
  }
}
