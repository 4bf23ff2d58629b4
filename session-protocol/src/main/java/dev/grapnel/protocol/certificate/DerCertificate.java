package dev.grapnel.protocol.certificate;

import java.util.Arrays;
import java.util.Base64;

/**
 * The DER bytes of one certificate: one SEQUENCE that fills them exactly, within the size limit and
 * a bounded depth. What it says is for others to judge. Immutable; equal when the bytes are.
 */
public final class DerCertificate {
  /** The most bytes of DER that are read: 16 KiB. An ML-DSA-87 certificate has some 8 KiB. */
  public static final int MAX_BYTES = 16_384;

  private static final int MAX_BASE64_LENGTH = (MAX_BYTES + 2) / 3 * 4;
  private static final int SEQUENCE = 0x30;

  private final byte[] der;

  private DerCertificate(byte[] der) {
    this.der = der;
  }

  /** From DER bytes. */
  public static DerCertificate of(byte[] der) throws MalformedCertificateException {
    if (der.length > MAX_BYTES) {
      throw new MalformedCertificateException(
          "the certificate has " + der.length + " bytes; at most " + MAX_BYTES + " are allowed");
    }
    requireOneSequence(der);
    return new DerCertificate(der.clone());
  }

  /** From standard base64 with padding, without line ends (RFC 4648 section 4, strictly). */
  public static DerCertificate ofBase64(String base64) throws MalformedCertificateException {
    if (base64.length() > MAX_BASE64_LENGTH) {
      throw new MalformedCertificateException(
          "the certificate has more than " + MAX_BYTES + " bytes, the most that is allowed");
    }
    return of(StrictBase64.decode(base64));
  }

  /** A copy of the DER bytes. */
  public byte[] encoded() {
    return der.clone();
  }

  /** Standard base64 with padding, without line ends. */
  public String base64() {
    return Base64.getEncoder().encodeToString(der);
  }

  /** How many bytes of DER there are. */
  public int length() {
    return der.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DerCertificate that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  @Override
  public String toString() {
    return "DerCertificate[" + der.length + " bytes]";
  }

  private static void requireOneSequence(byte[] der) throws MalformedCertificateException {
    if (der.length < 2 || (der[0] & 0xff) != SEQUENCE) {
      throw new MalformedCertificateException(
          "the certificate is not DER: it does not begin with a SEQUENCE");
    }
    DerStructure.require(der);
  }
}
