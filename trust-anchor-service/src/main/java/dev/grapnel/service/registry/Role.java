package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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
    long version) {
  public Role {
    inlinePolicies = Map.copyOf(inlinePolicies);
    tags = Map.copyOf(tags);
  }

  public String accountId() {
    return arn.account();
  }
}
