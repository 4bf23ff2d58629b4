package dev.grapnel.service.notification;

import dev.grapnel.protocol.secret.SecretValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves to the receiver who sent a body, and when: {@code t=SECONDS,v1=HEX}, HEX being the
 * HMAC-SHA-256 under the shared secret over SECONDS, a full stop and the body.
 */
final class WebhookSignature {
  static final String HEADER = "Grapnel-Signature";

  private static final String MAC = "HmacSHA256";

  private WebhookSignature() {}

  static String of(SecretValue secret, Instant now, byte[] body) {
    String seconds = Long.toString(now.getEpochSecond());
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.reveal(), MAC));
      mac.update((seconds + '.').getBytes(StandardCharsets.US_ASCII));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no " + MAC, e);
    }
  }
}
