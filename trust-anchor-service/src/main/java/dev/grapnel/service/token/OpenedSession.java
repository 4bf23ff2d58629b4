package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;
import java.time.Instant;

/** What an access key id and a session token turned out to be. */
public sealed interface OpenedSession {
  /**
   * A session of ours that has not ended.
   *
   * <p>That the caller holds the secret is still to be shown, by its signature; and whether account
   * and role still stand is for the registry to say.
   */
  record Live(SessionClaims claims, SecretValue secretAccessKey) implements OpenedSession {}

  /** A session of ours that has ended. */
  record Expired(Instant expiredAt) implements OpenedSession {}

  /**
   * Not a session of ours, or parts of two.
   *
   * @param reason for the operator
   */
  record Unknown(String reason) implements OpenedSession {}
}
