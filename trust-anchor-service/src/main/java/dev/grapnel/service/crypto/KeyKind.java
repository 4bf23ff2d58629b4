package dev.grapnel.service.crypto;

/** The kinds of public keys that are acceptable somewhere. */
public enum KeyKind {
  /** An RSA key for either padding. */
  RSA,
  /** An RSA key that its SubjectPublicKeyInfo restricts to RSASSA-PSS (RFC 4055). */
  RSA_PSS,
  P256,
  P384,
  P521,
  ED25519,
  ML_DSA_44,
  ML_DSA_65,
  ML_DSA_87;

  /** Whether it is an elliptic curve key for ECDSA. */
  public boolean isEc() {
    return this == P256 || this == P384 || this == P521;
  }

  /** Whether it is one of the ML-DSA parameter sets. */
  public boolean isMlDsa() {
    return this == ML_DSA_44 || this == ML_DSA_65 || this == ML_DSA_87;
  }
}
