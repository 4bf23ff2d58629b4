package dev.grapnel.service.revocation;

import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.x509.KeyUsage;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a CRL that comes in may take effect. One whose issuer is known must be signed by
 * it; one whose issuer is not, such as an intermediate CA's that no bundle has, is judged when a
 * chain brings its issuer along.
 */
final class ListGuard {
  private final SignatureRules signatures;

  ListGuard(SignatureRules signatures) {
    this.signatures = signatures;
  }

  /**
   * Why it may not; empty if it may.
   *
   * @param known certificates of CAs, such as an anchor's bundle
   */
  Optional<String> problem(RevocationList list, List<ParsedCertificate> known) {
    Optional<String> unusable = list.defect().or(() -> signatures.algorithmProblem(list.signed()));
    if (unusable.isPresent()) {
      return unusable;
    }
    List<ParsedCertificate> issuers =
        known.stream().filter(c -> c.subject().equals(list.issuer())).toList();
    if (issuers.isEmpty()) {
      return Optional.empty();
    }
    List<ParsedCertificate> mayIssue =
        issuers.stream()
            .filter(c -> c.keyUsage().map(KeyUsage::crlSign).orElse(true))
            .filter(c -> signatures.keyProblem(c).isEmpty())
            .toList();
    if (mayIssue.isEmpty()) {
      return Optional.of(
          "its issuer (" + list.issuer() + ") may not sign CRLs: no cRLSign in its key usage");
    }
    boolean signed =
        mayIssue.stream().anyMatch(c -> list.signatures().isSignedBy(list.signed(), c, signatures));
    return signed
        ? Optional.empty()
        : Optional.of(
            "its signature does not verify with the key of its issuer (" + list.issuer() + ")");
  }
}
