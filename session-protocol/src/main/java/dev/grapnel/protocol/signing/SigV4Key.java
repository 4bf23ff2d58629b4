package dev.grapnel.protocol.signing;

import dev.grapnel.protocol.secret.ConstantTime;
import dev.grapnel.protocol.secret.SecretValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret access key's derived key for one scope: good for one day, region and service, and worth
 * keeping, since deriving costs four times as much as signing. Immutable; prints nothing.
 */
public final class SigV4Key {
  private static final String HMAC = "HmacSHA256";
  private static final byte[] PREFIX = {'A', 'W', 'S', '4'};

  private final byte[] key;

  private SigV4Key(byte[] key) {
    this.key = key;
  }

  /** The key of that secret access key for that scope. */
  public static SigV4Key derive(SecretValue secretAccessKey, CredentialScope scope) {
    byte[] secret = secretAccessKey.reveal();
    byte[] first = new byte[PREFIX.length + secret.length];
    System.arraycopy(PREFIX, 0, first, 0, PREFIX.length);
    System.arraycopy(secret, 0, first, PREFIX.length, secret.length);
    byte[] ofDay = hmac(first, scope.day());
    byte[] ofRegion = hmac(ofDay, scope.region());
    byte[] ofService = hmac(ofRegion, scope.service());
    return new SigV4Key(hmac(ofService, CredentialScope.TERMINATOR));
  }

  /** The signature in lower-case hexadecimal. */
  public String sign(StringToSign text) {
    return HexFormat.of().formatHex(hmac(key, text.text()));
  }

  /** Whether that is the signature of the text; takes as long for any wrong one. */
  public boolean verifies(StringToSign text, String signature) {
    return ConstantTime.equals(sign(text), signature);
  }

  @Override
  public String toString() {
    return "SigV4Key[<redacted>]";
  }

  private static byte[] hmac(byte[] key, String message) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
