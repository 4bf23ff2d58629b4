package dev.grapnel.service.crypto;

/** How a signature was made. */
public sealed interface VerificationAlgorithm {
  /** RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2). */
  record RsaPkcs1(HashFunction hash) implements VerificationAlgorithm {}

  /** RSASSA-PSS (RFC 8017 section 8.1), MGF1 with the same hash function. */
  record RsaPss(HashFunction hash, int saltLengthBytes) implements VerificationAlgorithm {}

  /** ECDSA; the signature is DER, SEQUENCE of r and s. */
  record Ecdsa(HashFunction hash) implements VerificationAlgorithm {}

  /** Ed25519 (RFC 8032), no context. */
  record Ed25519() implements VerificationAlgorithm {}

  /** ML-DSA (FIPS 204), empty context, no pre-hash; the parameter set is the key's. */
  record MlDsa() implements VerificationAlgorithm {}
}
