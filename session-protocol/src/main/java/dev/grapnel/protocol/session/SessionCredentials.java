package dev.grapnel.protocol.session;

import dev.grapnel.protocol.secret.SecretValue;
import java.time.Instant;

/**
 * Temporary credentials.
 *
 * @param expiration when they end; whole seconds
 */
public record SessionCredentials(
    String accessKeyId, SecretValue secretAccessKey, SecretValue sessionToken, Instant expiration) {
  /**
   * Whether a text can be a part of credentials, which go into files and environments as they are:
   * not empty, and no space, line end, control character or anything beyond ASCII.
   */
  public static boolean isPart(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
