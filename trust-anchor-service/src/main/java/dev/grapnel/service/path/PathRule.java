package dev.grapnel.service.path;

/**
 * A rule that a chain can break: where it is written, and what to do about it. A rule is {@code
 * foundational} if a chain that breaks it proves nothing about who the leaf belongs to; breaking
 * another rule leaves it proven that the anchor's CA issued the leaf.
 */
public enum PathRule {
  MALFORMED(
      true,
      "RFC 5280 section 4.1",
      "Issue the certificate again with a tool that follows RFC 5280; the detail says which part"
          + " cannot be read."),
  NO_ISSUER(
      true,
      "RFC 5280 section 6.1",
      "If the issuer is an intermediate CA, send its certificate along (--intermediates). If it is"
          + " a root, register that root as the trust anchor, or use a certificate that the"
          + " registered one issued."),
  SIGNATURE_INVALID(
      true,
      "RFC 5280 section 6.1.3 (a)(1)",
      "The issuer has the right name but another key. Use the issuer's present certificate, or have"
          + " the certificate issued again by the CA that is registered."),
  ALGORITHM_MISMATCH(
      true,
      "RFC 5280 section 4.1.1.2",
      "The certificate was altered or badly made; issue it again."),
  ALGORITHM_NOT_ACCEPTED(
      true,
      "RFC 5280 section 4.1.1.2 and RFC 8551 appendix B",
      "Issue the certificate again, signed with SHA-256 or stronger: RSA, ECDSA on P-256, P-384 or"
          + " P-521, Ed25519 or ML-DSA."),
  KEY_NOT_ACCEPTED(
      true,
      "RFC 5280 section 4.1.2.7",
      "Make a new key: RSA of 2048 to 8192 bits, EC on P-256, P-384 or P-521, or ML-DSA; then have"
          + " the certificate issued again."),
  NOT_A_CA(
      true,
      "RFC 5280 section 6.1.4 (k)",
      "Only a CA may issue certificates. Issue the CA's certificate with basicConstraints CA:TRUE,"
          + " or use the certificate of the CA that really issued the leaf."),
  NO_KEY_CERT_SIGN(
      true,
      "RFC 5280 section 6.1.4 (n)",
      "Issue the CA's certificate again with keyCertSign in its key usage."),
  EMPTY_ISSUER(
      true, "RFC 5280 section 4.1.2.4", "Issue the certificate from a CA that has a name."),
  EMPTY_SUBJECT(
      true,
      "RFC 5280 section 4.1.2.6",
      "Give the CA a name; a certificate without a subject needs a critical subject alternative"
          + " name."),
  ANCHOR_NOT_ACCEPTED(
      true,
      "RFC 5280 sections 4.2 and 6.1.1 (d)",
      "Register a CA certificate with critical basicConstraints CA:TRUE and no critical extension"
          + " that is not understood."),
  TOO_MUCH_WORK(
      true,
      "RFC 5280 section 8",
      "Send the certificates of one path only, without those of other CAs of the same name, and"
          + " with few names and constraints."),
  NOT_YET_VALID(
      false,
      "RFC 5280 section 6.1.3 (a)(2)",
      "Wait until the certificate is valid, or correct the clock of the machine that issued it."),
  EXPIRED(
      false,
      "RFC 5280 section 6.1.3 (a)(2)",
      "Renew the certificate; if it is a CA's, register or send the CA's new one."),
  UNKNOWN_CRITICAL_EXTENSION(
      false,
      "RFC 5280 section 6.1.4 (o) and 6.1.5 (f)",
      "Issue the certificate without that extension, or mark it non-critical."),
  PATH_TOO_LONG(
      false,
      "RFC 5280 section 6.1.4 (l)",
      "There are more CAs below this one than its pathLenConstraint allows; issue from a CA that is"
          + " higher up, or raise the constraint."),
  PURPOSE_NOT_ALLOWED(
      false,
      "RFC 5280 section 4.2.1.12",
      "Issue the certificate with the extended key usage clientAuth, or without any; the same holds"
          + " for each CA above it."),
  NAME_NOT_PERMITTED(
      false,
      "RFC 5280 section 6.1.3 (b)",
      "Issue the certificate with names inside the subtrees that the CA's name constraints"
          + " permit."),
  NAME_EXCLUDED(
      false,
      "RFC 5280 section 6.1.3 (c)",
      "Issue the certificate with names outside of the subtrees that the CA's name constraints"
          + " exclude."),
  NAME_NOT_DECIDABLE(
      false,
      "RFC 5280 section 4.2.1.10",
      "A name constraint applies to a name that is malformed, or of a form that is not supported;"
          + " correct the name, or leave it out."),
  POLICY_NOT_MET(
      false,
      "RFC 5280 sections 6.1.3 (f) and 6.1.5 (g)",
      "A CA or the verifier demands a certificate policy that the path does not have; issue the"
          + " certificates with it."),
  POLICY_MAPPING_OF_ANY(
      false,
      "RFC 5280 section 6.1.4 (a)",
      "Issue the CA's certificate without a policy mapping from or to anyPolicy."),
  REVOKED(
      false,
      "RFC 5280 section 6.3.3",
      "The CA has revoked the certificate; have a new one issued, with a new key if the old may be"
          + " known to others."),
  REVOCATION_UNKNOWN(
      false,
      "RFC 5280 section 6.3.3",
      "There is a CRL that should tell, and it cannot be used; the detail says why. Import a fresh"
          + " CRL of the CA."),
  NOT_VERSION_3(
      false,
      "RFC 5280 section 4.1.2.1",
      "Issue the certificate as X.509 version 3, with basicConstraints and key usage."),
  LEAF_IS_CA(
      false,
      "RFC 5280 section 4.2.1.9",
      "Issue a certificate of its own for the workload, with CA:FALSE; a CA's key does not belong"
          + " on it."),
  NO_DIGITAL_SIGNATURE(
      false,
      "RFC 5280 section 4.2.1.3",
      "Issue the certificate with the key usage digitalSignature."),
  SERIAL_NOT_ACCEPTED(
      false,
      "RFC 5280 section 4.1.2.2",
      "Issue the certificate with a positive serial number of at most 20 bytes.");

  private final boolean foundational;
  private final String source;
  private final String remedy;

  PathRule(boolean foundational, String source, String remedy) {
    this.foundational = foundational;
    this.source = source;
    this.remedy = remedy;
  }

  /** Whether breaking it leaves nothing proven. */
  public boolean isFoundational() {
    return foundational;
  }

  /** Where it is written. */
  public String source() {
    return source;
  }

  /** What to do about it, for people. */
  public String remedy() {
    return remedy;
  }
}
