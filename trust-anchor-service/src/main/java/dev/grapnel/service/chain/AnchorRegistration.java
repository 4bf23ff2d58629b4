package dev.grapnel.service.chain;

import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.CertificateProfile;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.path.Violation;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.x509.KeyUsage;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;

/**
 * Whether a bundle can be a trust anchor's: every certificate in it must be one that a path could
 * end at, its validity apart, since a certificate may be registered ahead of its time. Thread-safe.
 */
public final class AnchorRegistration {
  private final SignatureRules signatures;
  private final CertificateProfile profile;

  public AnchorRegistration(VerificationProvider provider) {
    this.signatures = new KeySignatures(provider);
    this.profile = new RolesAnywhereProfile(signatures);
  }

  /** Why the PEM bundle is refused, naming the certificate; empty if it is not. */
  public Optional<Denial> refusal(String pem) {
    List<ParsedCertificate> certificates;
    try {
      certificates = AnchorBundle.parse(pem).certificates();
    } catch (MalformedCertificateException e) {
      return refuse("The certificate bundle is refused: " + e.getMessage());
    }
    for (int i = 0; i < certificates.size(); i++) {
      Optional<String> problem = problem(certificates.get(i));
      if (problem.isPresent()) {
        return refuse(
            "Certificate %d of the bundle, %s, cannot be a trust anchor: %s"
                .formatted(i + 1, certificates.get(i).subject(), problem.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> problem(ParsedCertificate certificate) {
    if (certificate.version() != 3) {
      return Optional.of("it is of X.509 version " + certificate.version() + ", not 3");
    }
    if (!certificate.isCa()) {
      return Optional.of("its basic constraints do not say CA:TRUE");
    }
    if (!certificate.keyUsage().map(KeyUsage::keyCertSign).orElse(false)) {
      return Optional.of("its key usage does not have keyCertSign");
    }
    if (certificate.subject().isEmpty()) {
      return Optional.of("it has no subject");
    }
    List<String> unknown = certificate.unknownCriticalExtensions();
    if (!unknown.isEmpty()) {
      return Optional.of(
          "it has the critical extension " + unknown.getFirst() + ", not known here");
    }
    return signatures
        .keyProblem(certificate)
        .or(() -> profile.ofCa(certificate).stream().findFirst().map(Violation::detail));
  }

  private static Optional<Denial> refuse(String message) {
    return Optional.of(new Denial.Malformed(message));
  }
}
