package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.DerReader;
import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What OCSP calls a certificate by (RFC 6960 section 4.1.1). The hashes are SHA-1, as RFC 5019
 * demands of clients and every responder understands; they name, and protect nothing.
 */
record OcspCertId(DerValue issuerNameHash, DerValue issuerKeyHash, BigInteger serial) {
  static final String SHA_1 = "1.3.14.3.2.26";

  static OcspCertId of(ParsedCertificate certificate, ParsedCertificate issuer) {
    return new OcspCertId(
        sha1(issuerName(certificate)), keyHash(issuer), certificate.serialNumber());
  }

  /** The hash of a certificate's key, as responders use it to say who they are. */
  static DerValue keyHash(ParsedCertificate certificate) {
    try {
      DerReader info = certificate.publicKeyInfo().reader().sequence();
      info.skip();
      return sha1(info.wholeBytes());
    } catch (MalformedX509Exception _) {
      return new DerValue(new byte[0]); // a key that was never accepted
    }
  }

  /** Reads a CertID. */
  static OcspCertId read(DerReader reader) throws MalformedX509Exception {
    DerReader id = reader.sequence();
    String algorithm = id.sequence().oid();
    DerValue name = new DerValue(id.octetString());
    DerValue key = new DerValue(id.octetString());
    BigInteger serial = id.integer();
    id.requireEnd();
    // Another hash names another certificate as far as we can tell.
    return algorithm.equals(SHA_1)
        ? new OcspCertId(name, key, serial)
        : new OcspCertId(new DerValue(new byte[0]), key, serial);
  }

  /** The issuer's name as the certificate has it, in DER. */
  private static byte[] issuerName(ParsedCertificate certificate) {
    return certificate.issuerDer().bytes();
  }

  private static DerValue sha1(byte[] bytes) {
    try {
      return new DerValue(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
