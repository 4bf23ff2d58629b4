package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Seals session claims into session tokens. Whoever holds one can mint credentials for anybody, so
 * only the {@code credential} package does, and it seals nothing but granted sessions. Thread-safe.
 */
public final class SessionSealer {
  private final KeyRings rings;
  private final InstantSource clock;
  private final SecureRandom random;

  public SessionSealer(KeyRings rings, InstantSource clock, SecureRandom random) {
    this.rings = rings;
    this.clock = clock;
    this.random = random;
  }

  /**
   * New credentials for those claims; refused if the claims are longer than {@link
   * SessionTokens#MAX_CLAIMS_LENGTH} bytes.
   */
  public Verdict<SealedSession> seal(SessionClaims claims) {
    byte[] content = ClaimsCodec.encode(claims);
    if (content.length > SessionTokens.MAX_CLAIMS_LENGTH) {
      return Verdict.refuse(tooLong(content.length));
    }
    RingKey key = rings.current().sealing(clock.instant());
    String accessKeyId = AccessKeyIds.temporary(random);
    String token =
        Envelope.sealText(key.id().value(), key.tokensKey(), accessKeyId, content, random);
    return Verdict.pass(
        new SealedSession(
            accessKeyId,
            SecretAccessKeys.derived(key, accessKeyId),
            SecretValue.ofText(token),
            Math.ceilDiv(content.length * 100, SessionTokens.MAX_CLAIMS_LENGTH)));
  }

  private static Denial tooLong(int length) {
    return new Denial.Malformed(
        "The session's policies and tags take "
            + length
            + " bytes packed; a session token holds at most "
            + SessionTokens.MAX_CLAIMS_LENGTH
            + ". Shorten the profile's session policy or map fewer certificate attributes");
  }
}
