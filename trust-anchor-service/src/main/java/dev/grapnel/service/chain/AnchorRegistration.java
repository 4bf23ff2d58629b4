package dev.grapnel.service.chain;

import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.path.AnchorBundle;
import dev.grapnel.service.path.PathValidator;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.path.Violation;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.x509.ParsedCertificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Decides whether a bundle of certificates may be registered as a trust anchor. Thread-safe. */
public final class AnchorRegistration {
  private final SignatureRules signatures;
  private final RolesAnywhereProfile profile;
  private final InstantSource clock;

  public AnchorRegistration(SignatureRules signatures, InstantSource clock) {
    this.signatures = signatures;
    this.profile = new RolesAnywhereProfile(signatures);
    this.clock = clock;
  }

  /**
   * Why the PEM bundle is no trust anchor's; empty if it is: then each of its certificates is one
   * that a chain may end in today.
   */
  public Optional<Denial> refusal(TrustAnchor.SourceType sourceType, String certificateData) {
    AnchorBundle bundle;
    try {
      bundle = AnchorBundle.parse(certificateData);
    } catch (MalformedCertificateException e) {
      return malformed(String.valueOf(e.getMessage()));
    }
    for (ParsedCertificate certificate : bundle.certificates()) {
      List<Violation> violations =
          PathValidator.anchorViolations(certificate, clock.instant(), signatures, profile);
      if (!violations.isEmpty()) {
        return malformed(text(violations.getFirst()));
      }
    }
    return Optional.empty();
  }

  private static String text(Violation violation) {
    return "%s: %s [%s]. %s"
        .formatted(
            violation.certificate(),
            violation.detail(),
            violation.rule().source(),
            violation.rule().remedy());
  }

  private static Optional<Denial> malformed(String problem) {
    return Optional.of(new Denial.Malformed("The trust anchor is not accepted: " + problem));
  }
}
