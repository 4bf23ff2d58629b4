package dev.grapnel.service.revocation;

import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.path.AnchorBundle;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.x509.MalformedX509Exception;
import java.util.List;
import java.util.Optional;

/** Decides whether a CRL may be imported for a trust anchor. Thread-safe. */
public final class CrlRegistration {
  private final ListGuard guard;

  public CrlRegistration(SignatureRules signatures) {
    this.guard = new ListGuard(signatures);
  }

  /** Why the data, PEM or DER, is no CRL for that anchor; empty if it is. */
  public Optional<Denial> refusal(byte[] data, TrustAnchor anchor) {
    try {
      List<RevocationList> lists = CrlText.parse(data);
      if (lists.size() != 1) {
        return malformed("there are " + lists.size() + " CRLs in it; import them one by one");
      }
      return guard
          .problem(lists.getFirst(), AnchorBundle.parse(anchor.certificateData()).certificates())
          .flatMap(CrlRegistration::malformed);
    } catch (MalformedX509Exception | MalformedCertificateException e) {
      return malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Denial> malformed(String problem) {
    return Optional.of(new Denial.Malformed("The CRL is not accepted: " + problem));
  }
}
