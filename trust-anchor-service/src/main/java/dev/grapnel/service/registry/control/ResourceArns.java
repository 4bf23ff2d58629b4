package dev.grapnel.service.registry.control;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.registry.ResourceKind;

/**
 * The ARNs of this service's resources.
 *
 * @param region the service's own, which it requires in ARNs
 */
public record ResourceArns(String region) {
  private static final String PARTITION = "aws";

  /** The ARN of a trust anchor, profile or CRL. */
  public Arn of(ResourceKind kind, String accountId, String id) {
    return new Arn(PARTITION, "rolesanywhere", region, accountId, kind.arnType() + '/' + id);
  }

  /** The ARN that names a trust anchor, profile or CRL by its alias. */
  public Arn alias(ResourceKind kind, String accountId, String aliasName) {
    String resource = "alias/" + kind.arnType() + '/' + aliasName;
    return new Arn(PARTITION, "rolesanywhere", region, accountId, resource);
  }

  /** The ARN of a role. */
  public static Arn role(String accountId, String path, String name) {
    return new Arn(PARTITION, "iam", "", accountId, "role" + path + name);
  }

  /** The ARN of a subject. */
  public Arn subject(String accountId, String subjectId) {
    return new Arn(PARTITION, "rolesanywhere", region, accountId, "subject/" + subjectId);
  }
}
