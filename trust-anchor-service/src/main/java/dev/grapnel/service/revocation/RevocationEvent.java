package dev.grapnel.service.revocation;

import java.time.Instant;
import java.util.Optional;

/** Something about revocation that operators want to see in metrics and logs. */
public sealed interface RevocationEvent {
  /**
   * A CRL is in use from now on.
   *
   * @param source an imported CRL's ARN, a file or a URL
   */
  record ListTaken(String source, String issuer, int entries, Optional<Instant> nextUpdate)
      implements RevocationEvent {
    static ListTaken of(String source, RevocationList list) {
      return new ListTaken(source, list.issuer().toString(), list.size(), list.nextUpdate());
    }
  }

  /** A CRL or an OCSP response was not taken; what was there before stays. */
  record ListRefused(String source, String reason) implements RevocationEvent {}

  /** A server did not answer as it should; what was there before stays. */
  record FetchFailed(String url, String reason) implements RevocationEvent {}

  /** A chain passed although fresh knowledge was missing, as the anchor's setting allows. */
  record AcceptedWithWarning(String trustAnchor, String warning) implements RevocationEvent {}

  /**
   * A chain was refused.
   *
   * @param revoked whether a certificate is revoked; otherwise that could not be told
   */
  record Refused(String trustAnchor, boolean revoked, String reason) implements RevocationEvent {}
}
