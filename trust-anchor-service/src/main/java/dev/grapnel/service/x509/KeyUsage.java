package dev.grapnel.service.x509;

/** The key usage extension (RFC 5280 section 4.2.1.3): what a key may be used for. */
public record KeyUsage(int bits) {
  private static final int DIGITAL_SIGNATURE = 1;
  private static final int KEY_CERT_SIGN = 1 << 5;
  private static final int CRL_SIGN = 1 << 6;

  public boolean digitalSignature() {
    return (bits & DIGITAL_SIGNATURE) != 0;
  }

  public boolean keyCertSign() {
    return (bits & KEY_CERT_SIGN) != 0;
  }

  public boolean crlSign() {
    return (bits & CRL_SIGN) != 0;
  }
}
