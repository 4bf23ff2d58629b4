package dev.grapnel.agent.identity;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * Makes PKCS#8 (RFC 5208), the form that the JDK reads, of the two older forms of a private key:
 * that of PKCS#1 (RFC 8017 A.1.2) and that of SEC 1 (RFC 5915). Neither needs to be understood for
 * that: the algorithm is the certificate's, and a key that is of another one is not the
 * certificate's.
 */
final class KeyWrapping {
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private KeyWrapping() {}

  static byte[] toPkcs8(byte[] key, PublicKey publicKey) {
    byte[] algorithm = algorithmIdentifier(publicKey.getEncoded());
    return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, key));
  }

  /** The first element of a SubjectPublicKeyInfo (RFC 5280 4.1.2.7); the JDK made the encoding. */
  private static byte[] algorithmIdentifier(byte[] publicKeyInfo) {
    int start = contentStart(publicKeyInfo, 0);
    int end = contentStart(publicKeyInfo, start) + contentLength(publicKeyInfo, start);
    return Arrays.copyOfRange(publicKeyInfo, start, end);
  }

  private static int contentStart(byte[] der, int element) {
    int first = der[element + 1] & 0xff;
    return element + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int contentLength(byte[] der, int element) {
    int first = der[element + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = length << 8 | (der[element + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] element(int tag, byte[]... contents) {
    int length = 0;
    for (byte[] content : contents) {
      length += content.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(length >> (8 * i));
      }
    }
    for (byte[] content : contents) {
      out.writeBytes(content);
    }
    return out.toByteArray();
  }
}
