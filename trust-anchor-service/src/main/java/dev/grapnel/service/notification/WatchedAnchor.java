package dev.grapnel.service.notification;

import dev.grapnel.service.registry.TrustAnchor;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A trust anchor with the certificates of its bundle. */
record WatchedAnchor(TrustAnchor anchor, List<CaCertificate> certificates) {
  WatchedAnchor {
    certificates = List.copyOf(certificates);
  }

  /**
   * When the anchor needs attention: the first of its certificates' ends. One that ended so long
   * ago that nobody is told of it any more counts only where there is no other.
   */
  Optional<Instant> earliestEnd(Instant now) {
    Optional<Instant> next =
        certificates.stream()
            .map(CaCertificate::notAfter)
            .filter(end -> DaysLeft.until(end, now) >= -DaysLeft.CA_DAYS_PAST)
            .min(Comparator.naturalOrder());
    return next.isPresent()
        ? next
        : certificates.stream().map(CaCertificate::notAfter).max(Comparator.naturalOrder());
  }
}
