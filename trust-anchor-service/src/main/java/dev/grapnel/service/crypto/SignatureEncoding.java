package dev.grapnel.service.crypto;

/**
 * Whether a signature is encoded in the one right way. Providers differ in what they forgive, so
 * none is asked about an encoding that is not exact.
 */
final class SignatureEncoding {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private SignatureEncoding() {}

  /** Whether the bytes are DER for a SEQUENCE of two positive INTEGERs of at most that length. */
  static boolean isEcdsa(byte[] signature, int orderBytes) {
    if (signature.length < 8 || (signature[0] & 0xff) != SEQUENCE) {
      return false;
    }
    int first = signature[1] & 0xff;
    int header = first < 0x80 ? 2 : 3;
    // Only P-521 needs the long form: two integers of up to 67 bytes each.
    boolean longForm = first == 0x81 && (signature[2] & 0xff) >= 0x80;
    if (first >= 0x80 && !longForm) {
      return false;
    }
    int length = longForm ? signature[2] & 0xff : first;
    if (header + length != signature.length) {
      return false;
    }
    int afterR = afterInteger(signature, header, orderBytes);
    return afterR > 0 && afterInteger(signature, afterR, orderBytes) == signature.length;
  }

  /** The offset after the INTEGER that begins there, or -1. */
  private static int afterInteger(byte[] der, int offset, int orderBytes) {
    if (offset + 3 > der.length || der[offset] != INTEGER) {
      return -1;
    }
    int length = der[offset + 1] & 0xff;
    int start = offset + 2;
    if (length == 0 || length > orderBytes + 1 || start + length > der.length) {
      return -1;
    }
    boolean negative = der[start] < 0;
    boolean zero = length == 1 && der[start] == 0;
    boolean padded = length > 1 && der[start] == 0 && der[start + 1] >= 0;
    return negative || zero || padded ? -1 : start + length;
  }
}
