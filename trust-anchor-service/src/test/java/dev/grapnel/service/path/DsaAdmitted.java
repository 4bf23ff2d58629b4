package dev.grapnel.service.path;

import dev.grapnel.service.x509.DerReader;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.service.x509.SignedStructure;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Rules that admit DSA beside what others admit, as the PKITS table expects. */
final class DsaAdmitted implements SignatureRules {
  private static final String DSA_KEY = "1.2.840.10040.4.1";
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "1.2.840.10040.4.3", "SHA1withDSA",
          "2.16.840.1.101.3.4.3.2", "SHA256withDSA");

  private final SignatureRules others;

  DsaAdmitted(SignatureRules others) {
    this.others = others;
  }

  @Override
  public Optional<String> keyProblem(ParsedCertificate certificate) {
    return isDsa(certificate) ? Optional.empty() : others.keyProblem(certificate);
  }

  @Override
  public Optional<String> algorithmProblem(SignedStructure signed) {
    return algorithm(signed).isPresent() ? Optional.empty() : others.algorithmProblem(signed);
  }

  @Override
  public int cost(ParsedCertificate issuer) {
    return isDsa(issuer) ? PathLimits.P256_COST : others.cost(issuer);
  }

  @Override
  public boolean verify(SignedStructure signed, List<ParsedCertificate> issuers) {
    Optional<String> algorithm = algorithm(signed);
    if (algorithm.isEmpty()) {
      return others.verify(signed, issuers);
    }
    try {
      Signature signature = Signature.getInstance(algorithm.get());
      signature.initVerify(key(issuers));
      signature.update(signed.signedBytes());
      return signature.verify(signed.signature());
    } catch (GeneralSecurityException | IOException _) {
      return false;
    }
  }

  /** A DSA key may leave its parameters to its issuer's (RFC 5280 section 6.1.4 (e)). */
  private static PublicKey key(List<ParsedCertificate> issuers)
      throws GeneralSecurityException, IOException {
    SubjectPublicKeyInfo key = info(issuers.getFirst());
    for (ParsedCertificate issuer : issuers) {
      AlgorithmIdentifier algorithm = info(issuer).getAlgorithm();
      if (isDsa(issuer) && algorithm.getParameters() != null) {
        key = new SubjectPublicKeyInfo(algorithm, key.parsePublicKey());
        break;
      }
    }
    return KeyFactory.getInstance("DSA").generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static SubjectPublicKeyInfo info(ParsedCertificate certificate) {
    return SubjectPublicKeyInfo.getInstance(certificate.publicKeyInfo().bytes());
  }

  private static boolean isDsa(ParsedCertificate certificate) {
    return info(certificate).getAlgorithm().getAlgorithm().getId().equals(DSA_KEY);
  }

  private static Optional<String> algorithm(SignedStructure signed) {
    try {
      return Optional.ofNullable(SIGNATURES.get(DerReader.of(signed.algorithm()).sequence().oid()));
    } catch (MalformedX509Exception _) {
      return Optional.empty();
    }
  }
}
