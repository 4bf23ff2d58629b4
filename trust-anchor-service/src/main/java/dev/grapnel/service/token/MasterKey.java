package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The key above all keys: 32 bytes that never lie in the store. Immutable. */
public final class MasterKey {
  private final SecretValue key;
  private final long id;

  private MasterKey(SecretValue key) {
    this.key = key;
    byte[] derived = Derivation.hkdf(key.reveal(), new byte[0], "grapnel master key id 1", 8);
    this.id = ByteBuffer.wrap(derived).getLong();
  }

  static MasterKey random(SecureRandom random) {
    byte[] bytes = new byte[KeyRing.KEY_LENGTH];
    random.nextBytes(bytes);
    return new MasterKey(SecretValue.of(bytes));
  }

  /** Reads 32 bytes in base64, as {@code openssl rand -base64 32} prints them; else empty. */
  public static Optional<MasterKey> parse(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.strip());
      return bytes.length == KeyRing.KEY_LENGTH
          ? Optional.of(new MasterKey(SecretValue.of(bytes)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The key as {@link #parse} reads it. */
  SecretValue text() {
    return SecretValue.of(Base64.getEncoder().encode(key.reveal()));
  }

  /** Says which master key something was wrapped under, and nothing about the key. */
  long id() {
    return id;
  }

  byte[] bytes() {
    return key.reveal();
  }
}
