package dev.grapnel.service.signature;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import java.io.IOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.util.Properties;

/**
 * The certificate that a request was signed with, parsed once.
 *
 * @param der as it was sent
 * @param parsed the same; its issuer may be empty, which BouncyCastle refuses unasked and which the
 *     chain's rules refuse with a reason
 * @param subject the subject's name as text, for the audit trail
 * @param issuer the issuer's name as text, for the audit trail
 */
public record LeafCertificate(
    DerCertificate der, X509CertificateHolder parsed, String subject, String issuer) {
  private static final String ALLOW_EMPTY_ISSUER = "org.bouncycastle.x509.allow_empty_issuer_cert";

  static LeafCertificate parse(DerCertificate der) throws MalformedCertificateException {
    Properties.setThreadOverride(ALLOW_EMPTY_ISSUER, true);
    try {
      X509CertificateHolder parsed = new X509CertificateHolder(der.encoded());
      // Names are only read when they are written out; one that cannot be is refused here.
      return new LeafCertificate(
          der, parsed, parsed.getSubject().toString(), parsed.getIssuer().toString());
    } catch (IOException | RuntimeException _) { // BouncyCastle's parsers throw several of them
      throw new MalformedCertificateException(
          "x-amz-x509 is DER and not an X.509 certificate (RFC 5280 section 4.1)");
    } finally {
      Properties.removeThreadOverride(ALLOW_EMPTY_ISSUER);
    }
  }
}
