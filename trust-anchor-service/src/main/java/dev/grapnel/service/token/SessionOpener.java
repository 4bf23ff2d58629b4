package dev.grapnel.service.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Opens session tokens and derives the secrets of their access keys; can seal nothing. Thread-safe.
 */
public final class SessionOpener {
  private final KeyRings rings;
  private final InstantSource clock;

  public SessionOpener(KeyRings rings, InstantSource clock) {
    this.rings = rings;
    this.clock = clock;
  }

  /** Says what session the two belong to; parts of two sessions belong to none. */
  public OpenedSession open(String accessKeyId, String sessionToken) {
    if (!AccessKeyIds.isTemporary(accessKeyId)) {
      return new OpenedSession.Unknown("the access key id is not one of a session");
    }
    Optional<Envelope> envelope = Envelope.parseText(sessionToken, SessionTokens.MAX_LENGTH);
    if (envelope.isEmpty()) {
      return new OpenedSession.Unknown("the session token is not one of this service's");
    }
    Optional<RingKey> key = rings.find(new RingKeyId(envelope.get().keyId()));
    if (key.isEmpty()) {
      return new OpenedSession.Unknown("the session token names a ring key that does not exist");
    }
    return envelope
        .get()
        .open(key.get().tokensKey(), accessKeyId)
        .flatMap(ClaimsCodec::decode)
        .map(claims -> judged(key.get(), accessKeyId, claims))
        .orElse(
            new OpenedSession.Unknown(
                "the session token was changed or belongs to another access key id"));
  }

  private OpenedSession judged(RingKey key, String accessKeyId, SessionClaims claims) {
    Instant now = clock.instant();
    if (!claims.expiresAt().isAfter(now)) {
      return new OpenedSession.Expired(claims.expiresAt());
    }
    if (!rings.current().opens(key, now)) {
      return new OpenedSession.Unknown(
          "the session token was sealed under a key that has been retired or revoked");
    }
    return new OpenedSession.Live(claims, SecretAccessKeys.derived(key, accessKeyId));
  }
}
