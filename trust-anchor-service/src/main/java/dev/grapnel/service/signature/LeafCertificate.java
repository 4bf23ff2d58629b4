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
 */
public record LeafCertificate(DerCertificate der, X509CertificateHolder parsed) {
  private static final String ALLOW_EMPTY_ISSUER = "org.bouncycastle.x509.allow_empty_issuer_cert";

  static LeafCertificate parse(DerCertificate der) throws MalformedCertificateException {
    Properties.setThreadOverride(ALLOW_EMPTY_ISSUER, true);
    try {
      return new LeafCertificate(der, new X509CertificateHolder(der.encoded()));
    } catch (IOException | RuntimeException _) { // BouncyCastle's parsers throw several of them
      throw new MalformedCertificateException(
          "x-amz-x509 is DER and not an X.509 certificate (RFC 5280 section 4.1)");
    } finally {
      Properties.removeThreadOverride(ALLOW_EMPTY_ISSUER);
    }
  }

  /** The subject's name as text, for the audit trail. */
  public String subject() {
    return parsed.getSubject().toString();
  }

  /** The issuer's name as text, for the audit trail. */
  public String issuer() {
    return parsed.getIssuer().toString();
  }
}
