package dev.grapnel.agent.identity;

import dev.grapnel.protocol.certificate.DerCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.util.Properties;

/**
 * Certificates that the JDK refuses but a service may not, such as one with an empty issuer; read
 * by BouncyCastle.
 */
final class LenientLeaf {
  private static final String ALLOW_EMPTY_ISSUER = "org.bouncycastle.x509.allow_empty_issuer_cert";

  private LenientLeaf() {}

  static Optional<Leaf> of(DerCertificate der) {
    Properties.setThreadOverride(ALLOW_EMPTY_ISSUER, true);
    try {
      X509CertificateHolder certificate = new X509CertificateHolder(der.encoded());
      return Optional.of(
          new Leaf(
              der,
              certificate.getSerialNumber(),
              certificate.getSubject().toString(),
              certificate.getNotBefore().toInstant(),
              certificate.getNotAfter().toInstant(),
              publicKey(certificate)));
    } catch (IOException | GeneralSecurityException | RuntimeException _) {
      return Optional.empty();
    } finally {
      Properties.removeThreadOverride(ALLOW_EMPTY_ISSUER);
    }
  }

  private static PublicKey publicKey(X509CertificateHolder certificate)
      throws IOException, GeneralSecurityException {
    var info = certificate.getSubjectPublicKeyInfo();
    var oid = info.getAlgorithm().getAlgorithm();
    String algorithm = "ML-DSA";
    if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      algorithm = "RSA";
    } else if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      algorithm = "EC";
    }
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
  }
}
