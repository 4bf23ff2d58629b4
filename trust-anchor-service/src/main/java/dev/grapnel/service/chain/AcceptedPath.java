package dev.grapnel.service.chain;

import dev.grapnel.service.path.CertificatePath;
import dev.grapnel.service.path.PathOutcome;
import dev.grapnel.service.x509.ParsedCertificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A path that was accepted, and how long it may be remembered.
 *
 * @param notBefore the latest notBefore of its certificates, the anchor's among them
 * @param notAfter the earliest notAfter of them
 * @param validUntil notAfter, or an earlier end of what was found about revocation
 */
record AcceptedPath(
    CertificatePath path,
    Instant notBefore,
    Instant notAfter,
    Instant validUntil,
    List<String> warnings) {
  static AcceptedPath of(PathOutcome.Accepted accepted) {
    return new AcceptedPath(
        accepted.path(),
        certificates(accepted.path())
            .map(ParsedCertificate::notBefore)
            .max(Instant::compareTo)
            .orElseThrow(),
        certificates(accepted.path())
            .map(ParsedCertificate::notAfter)
            .min(Instant::compareTo)
            .orElseThrow(),
        accepted.validUntil(),
        accepted.warnings());
  }

  ParsedCertificate leaf() {
    return path.leaf();
  }

  /** Whether the verdict still stands; in whole seconds, as certificates are. */
  boolean holdsAt(Instant second) {
    return !second.isBefore(notBefore) && !second.isAfter(validUntil);
  }

  /** How many bytes of certificates it holds. */
  int weight() {
    return certificates(path).mapToInt(c -> c.der().length()).sum();
  }

  private static Stream<ParsedCertificate> certificates(CertificatePath path) {
    return Stream.concat(path.certificates().stream(), Stream.of(path.anchor()));
  }
}
