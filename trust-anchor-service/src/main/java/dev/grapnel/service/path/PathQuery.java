package dev.grapnel.service.path;

import dev.grapnel.service.x509.ParsedCertificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One question: may this leaf be believed?
 *
 * @param candidates certificates that may lead from the leaf to an anchor, in any order; the leaf,
 *     a root, repetitions and what belongs to no path may be among them
 * @param time when it is to be valid; taken in whole seconds, as certificates are
 * @param purpose the extended key usage that is required of leaf and CAs; empty for none
 */
public record PathQuery(
    ParsedCertificate leaf,
    List<ParsedCertificate> candidates,
    AnchorSet anchors,
    Instant time,
    Optional<String> purpose,
    PolicyInputs policies,
    PathLimits limits,
    SignatureRules signatures,
    CertificateProfile profile,
    RevocationCheck revocation) {
  public PathQuery {
    candidates = List.copyOf(candidates);
    time = time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The same question about another certificate, such as a CRL's issuer, under one anchor. */
  public PathQuery about(ParsedCertificate other, ParsedCertificate anchor, RevocationCheck check) {
    return new PathQuery(
        other,
        candidates,
        AnchorSet.of(List.of(anchor)),
        time,
        Optional.empty(),
        PolicyInputs.ANY,
        limits,
        signatures,
        CertificateProfile.RFC_5280,
        check);
  }
}
