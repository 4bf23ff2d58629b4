package dev.grapnel.service.revocation;

import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.x509.KeyUsage;
import dev.grapnel.service.x509.ParsedCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a response is by the issuer of the certificate that was asked about, or by
 * somebody whom that issuer appointed, and is fresh (RFC 6960 section 3.2 and 4.2.2.2).
 */
final class OcspVerifier {
  /** How long an answer counts that does not say when the next one is. */
  static final Duration WITHOUT_NEXT_UPDATE = Duration.ofHours(1);

  /** How far a responder's clock may be ahead. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final SignatureRules signatures;

  OcspVerifier(SignatureRules signatures) {
    this.signatures = signatures;
  }

  /** What is wrong with the response's signature; empty if nothing is. */
  Optional<String> problem(OcspResponse response, ParsedCertificate issuer, Instant now) {
    Optional<String> algorithm = signatures.algorithmProblem(response.signed());
    if (algorithm.isPresent()) {
      return algorithm;
    }
    if (isResponder(response, issuer)) {
      return isSignedBy(response, issuer)
          ? Optional.empty()
          : Optional.of("its signature does not verify with the key of the certificate's issuer");
    }
    for (ParsedCertificate delegate : response.certificates()) {
      if (isResponder(response, delegate) && isAppointed(delegate, issuer, now)) {
        return isSignedBy(response, delegate)
            ? Optional.empty()
            : Optional.of("its signature does not verify with the key of its responder");
      }
    }
    return Optional.of("its responder is neither the certificate's issuer nor appointed by it");
  }

  /** What is wrong with an answer's time; empty if nothing is. */
  static Optional<String> untimely(OcspResponse.Single single, Instant now) {
    if (single.thisUpdate().isAfter(now.plus(SKEW))) {
      return Optional.of("it is from the future");
    }
    return now.isAfter(end(single))
        ? Optional.of("it counted until " + end(single))
        : Optional.empty();
  }

  /** Until when an answer counts. */
  static Instant end(OcspResponse.Single single) {
    return single.nextUpdate().orElseGet(() -> single.thisUpdate().plus(WITHOUT_NEXT_UPDATE));
  }

  private boolean isAppointed(ParsedCertificate delegate, ParsedCertificate issuer, Instant now) {
    boolean valid = !now.isBefore(delegate.notBefore()) && !now.isAfter(delegate.notAfter());
    return valid
        && delegate.issuer().equals(issuer.subject())
        && delegate.algorithmsAgree()
        && delegate.unknownCriticalExtensions().isEmpty()
        && OcspResponse.mayRespond(delegate)
        && delegate.keyUsage().map(KeyUsage::digitalSignature).orElse(true)
        && signatures.keyProblem(delegate).isEmpty()
        && signatures.algorithmProblem(delegate.signed()).isEmpty()
        && signatures.verify(delegate.signed(), List.of(issuer));
  }

  private static boolean isResponder(OcspResponse response, ParsedCertificate certificate) {
    return switch (response.responder()) {
      case OcspResponse.Responder.Named(var name) -> name.equals(certificate.subject());
      case OcspResponse.Responder.Keyed(var hash) -> hash.equals(OcspCertId.keyHash(certificate));
    };
  }

  private boolean isSignedBy(OcspResponse response, ParsedCertificate signer) {
    return signatures.keyProblem(signer).isEmpty()
        && signatures.verify(response.signed(), List.of(signer));
  }
}
