package dev.grapnel.protocol.signing;

/**
 * The signature algorithms of requests: one with a shared secret, three with a certificate's key.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html">AWS:
 *     the Roles Anywhere signing process</a>
 */
public enum SigningAlgorithm {
  /** AWS Signature Version 4: HMAC with a key derived from a secret access key. */
  HMAC_SHA256("AWS4-HMAC-SHA256", "HmacSHA256"),
  /** RSA PKCS#1 v1.5 with SHA-256. */
  X509_RSA_SHA256("AWS4-X509-RSA-SHA256", "SHA256withRSA"),
  /** ECDSA with SHA-256 whatever the curve; the signature is DER. */
  X509_ECDSA_SHA256("AWS4-X509-ECDSA-SHA256", "SHA256withECDSA"),
  /** ML-DSA-44, -65 or -87, as the certificate's key is; empty context, no pre-hash. */
  X509_MLDSA("AWS4-X509-MLDSA", "ML-DSA");

  private final String wireName;
  private final String jcaName;

  SigningAlgorithm(String wireName, String jcaName) {
    this.wireName = wireName;
    this.jcaName = jcaName;
  }

  /** The name in the {@code Authorization} header and the string to sign. */
  public String wireName() {
    return wireName;
  }

  /** The name by which {@code java.security} knows it. */
  public String jcaName() {
    return jcaName;
  }

  /** Whether a certificate's key makes the signature. */
  public boolean isX509() {
    return this != HMAC_SHA256;
  }

  /** The algorithm of that exact wire name. */
  public static SigningAlgorithm ofWireName(String name) throws MalformedRequestException {
    for (SigningAlgorithm algorithm : values()) {
      if (algorithm.wireName.equals(name)) {
        return algorithm;
      }
    }
    throw new MalformedRequestException(
        "the signature algorithm is not known; expected AWS4-HMAC-SHA256, AWS4-X509-RSA-SHA256,"
            + " AWS4-X509-ECDSA-SHA256 or AWS4-X509-MLDSA");
  }

  /**
   * The algorithm that a key of that {@code java.security.Key#getAlgorithm} name signs with: {@code
   * RSA}, {@code EC} or one of the {@code ML-DSA} family.
   */
  public static SigningAlgorithm ofKeyAlgorithm(String keyAlgorithm)
      throws MalformedRequestException {
    if (keyAlgorithm.equals("RSA")) {
      return X509_RSA_SHA256;
    }
    if (keyAlgorithm.equals("EC")) {
      return X509_ECDSA_SHA256;
    }
    if (keyAlgorithm.startsWith("ML-DSA")) {
      return X509_MLDSA;
    }
    throw new MalformedRequestException(
        "no signature algorithm takes this kind of key; expected RSA, EC or ML-DSA");
  }
}
