package dev.grapnel.agent.credential;

import dev.grapnel.protocol.secret.SecretValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One issue of temporary credentials; its parts never mix with another's. Immutable.
 *
 * @param accountId 12 digits, from the role's ARN
 * @param issued when this machine received them, by its clock
 * @param expiration in whole seconds
 */
public record Credentials(
    String accessKeyId,
    SecretValue secretAccessKey,
    SecretValue sessionToken,
    String accountId,
    Instant issued,
    Instant expiration) {
  public Credentials {
    expiration = expiration.truncatedTo(ChronoUnit.SECONDS);
  }

  public boolean isExpired(Instant now) {
    return !now.isBefore(expiration);
  }

  public Instant refreshAt() {
    return RefreshRule.refreshAt(issued, expiration);
  }
}
