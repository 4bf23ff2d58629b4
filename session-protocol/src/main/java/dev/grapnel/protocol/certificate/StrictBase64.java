package dev.grapnel.protocol.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Base64 of RFC 4648 section 4 in its one canonical form, so that no bytes have two texts. */
final class StrictBase64 {
  private StrictBase64() {}

  static byte[] decode(String text) throws MalformedCertificateException {
    return decode(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] decode(byte[] text) throws MalformedCertificateException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
    // The JDK takes missing padding and stray bits after the last byte.
    if (bytes.length == 0 || !Arrays.equals(Base64.getEncoder().encode(bytes), text)) {
      throw malformed();
    }
    return bytes;
  }

  private static MalformedCertificateException malformed() {
    return new MalformedCertificateException(
        "not base64; expected the standard alphabet (+ and /) with padding, no spaces or line"
            + " ends");
  }
}
