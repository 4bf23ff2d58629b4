package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Secret access keys: 40 characters of base64, 240 bits. */
public final class SecretAccessKeys {
  private static final int BYTES = 30;

  private SecretAccessKeys() {}

  /** A new one, for keeping. */
  public static SecretValue random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return encoded(bytes);
  }

  /** The one of that session: never kept, derived again on each use. */
  static SecretValue derived(RingKey key, String accessKeyId) {
    byte[] mac = Derivation.hmac(key.secretsKey(), accessKeyId.getBytes(StandardCharsets.US_ASCII));
    return encoded(Arrays.copyOf(mac, BYTES));
  }

  private static SecretValue encoded(byte[] bytes) {
    return SecretValue.of(Base64.getEncoder().encode(bytes));
  }
}
