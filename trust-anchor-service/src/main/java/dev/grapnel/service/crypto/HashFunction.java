package dev.grapnel.service.crypto;

/** The hash functions that signatures may use; SHA-1 and MD5 are not among them. */
public enum HashFunction {
  SHA256("SHA256", "SHA-256", 32),
  SHA384("SHA384", "SHA-384", 48),
  SHA512("SHA512", "SHA-512", 64);

  private final String inSignatureName;
  private final String jcaName;
  private final int lengthBytes;

  HashFunction(String inSignatureName, String jcaName, int lengthBytes) {
    this.inSignatureName = inSignatureName;
    this.jcaName = jcaName;
    this.lengthBytes = lengthBytes;
  }

  /** The name within a signature's, as in {@code SHA256withRSA}. */
  String inSignatureName() {
    return inSignatureName;
  }

  /** The name by which {@code java.security} knows it. */
  String jcaName() {
    return jcaName;
  }

  /** The digest's length. */
  public int lengthBytes() {
    return lengthBytes;
  }
}
