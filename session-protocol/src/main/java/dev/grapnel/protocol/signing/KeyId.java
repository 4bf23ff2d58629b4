package dev.grapnel.protocol.signing;

/** The first part of a credential: a serial number in decimal, or an access key id. */
final class KeyId {
  /** 2^160 has 49 decimal digits, and a serial number at most 20 octets (RFC 5280 4.1.2.2). */
  private static final int MAX_SERIAL_DIGITS = 49;

  private static final int MAX_ACCESS_KEY_ID_LENGTH = 128;

  private KeyId() {}

  static void require(SigningAlgorithm algorithm, String keyId) throws MalformedRequestException {
    if (algorithm.isX509() && !isSerial(keyId)) {
      throw new MalformedRequestException(
          "the credential does not begin with a certificate's serial number in decimal");
    }
    if (!algorithm.isX509() && !isAccessKeyId(keyId)) {
      throw new MalformedRequestException("the credential does not begin with an access key id");
    }
  }

  private static boolean isSerial(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    boolean canonical = text.length() == 1 || (!text.isEmpty() && text.charAt(0) != '0');
    return canonical && text.length() <= MAX_SERIAL_DIGITS;
  }

  private static boolean isAccessKeyId(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      if (!allowed) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_ACCESS_KEY_ID_LENGTH;
  }
}
