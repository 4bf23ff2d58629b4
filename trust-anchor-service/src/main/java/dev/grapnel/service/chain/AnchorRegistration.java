package dev.grapnel.service.chain;

import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.AnchorBundle;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.PathValidator;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.path.Violation;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;

/**
 * Whether a bundle can be a trust anchor's: every certificate in it must be one that a path could
 * end at, by the rules that paths are judged by, its validity apart, since a certificate may be
 * registered ahead of its time. Thread-safe.
 */
public final class AnchorRegistration {
  private final SignatureRules signatures;
  private final RolesAnywhereProfile profile;

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
      List<Violation> violations = violations(certificates.get(i));
      if (!violations.isEmpty()) {
        Violation first = violations.getFirst();
        return refuse(
            "Certificate %d of the bundle, %s, cannot be a trust anchor: %s [%s]. %s"
                .formatted(
                    i + 1,
                    certificates.get(i),
                    first.detail(),
                    first.rule().source(),
                    first.rule().remedy()));
      }
    }
    return Optional.empty();
  }

  /** At the certificate's own time. */
  private List<Violation> violations(ParsedCertificate certificate) {
    return PathValidator.anchorViolations(
        certificate, certificate.notBefore(), signatures, profile);
  }

  private static Optional<Denial> refuse(String message) {
    return Optional.of(new Denial.Malformed(message));
  }
}
