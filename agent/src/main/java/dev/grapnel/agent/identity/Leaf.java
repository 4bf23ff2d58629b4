package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.DerCertificate;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * The workload's own certificate, and what the agent needs to know of it.
 *
 * @param subject for people to read
 */
public record Leaf(
    DerCertificate der,
    BigInteger serial,
    String subject,
    Instant notBefore,
    Instant notAfter,
    PublicKey publicKey) {
  static Leaf of(DerCertificate der, String where) throws ProblemException {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der.encoded()));
      return of(certificate, der);
    } catch (CertificateException e) {
      return LenientLeaf.of(der)
          .orElseThrow(
              () ->
                  new ProblemException(
                      "the certificate in " + where + " cannot be read: " + e.getMessage(),
                      "check it with: openssl x509 -in FILE -noout -text",
                      e));
    }
  }

  static Leaf of(X509Certificate certificate, DerCertificate der) {
    return new Leaf(
        der,
        certificate.getSerialNumber(),
        certificate.getSubjectX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        certificate.getPublicKey());
  }

  /** Refuses a certificate that the service would refuse for its dates. */
  void requireValid(Instant now) throws ProblemException {
    if (now.isAfter(notAfter)) {
      throw new ProblemException(
          "the certificate " + subject + " expired at " + notAfter,
          "renew the certificate; if it is new, check this machine's clock");
    }
    if (now.isBefore(notBefore)) {
      throw new ProblemException(
          "the certificate " + subject + " is not valid before " + notBefore,
          "check this machine's clock, or wait until then");
    }
  }
}
