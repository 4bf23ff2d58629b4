package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;
import java.time.Instant;

/**
 * One key of the ring, and the keys derived from it, each for one use. Immutable.
 *
 * <p>A key is made some time before it may seal, so that every replica knows it before the first
 * token sealed by it arrives anywhere.
 */
public final class RingKey {
  private final RingKeyId id;
  private final Instant sealsFrom;
  private final boolean revoked;
  private final byte[] secrets;
  private final byte[] tokens;
  private final byte[] pageTokens;

  RingKey(RingKeyId id, Instant sealsFrom, boolean revoked, SecretValue key) {
    this.id = id;
    this.sealsFrom = sealsFrom;
    this.revoked = revoked;
    this.secrets = derived(key, id, "grapnel secret access keys 1");
    this.tokens = derived(key, id, "grapnel session tokens 1");
    this.pageTokens = derived(key, id, "grapnel page tokens 1");
  }

  public RingKeyId id() {
    return id;
  }

  /** When it becomes the key that seals, until a later one does. */
  public Instant sealsFrom() {
    return sealsFrom;
  }

  /** Whether what it sealed is refused, whatever its age. */
  public boolean revoked() {
    return revoked;
  }

  byte[] secretsKey() {
    return secrets;
  }

  byte[] tokensKey() {
    return tokens;
  }

  byte[] pageTokensKey() {
    return pageTokens;
  }

  @Override
  public String toString() {
    return "ring key " + id;
  }

  private static byte[] derived(SecretValue key, RingKeyId id, String use) {
    return Derivation.hkdf(key.reveal(), id.bytes(), use, KeyRing.KEY_LENGTH);
  }
}
