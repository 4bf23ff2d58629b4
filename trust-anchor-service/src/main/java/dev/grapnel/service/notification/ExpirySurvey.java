package dev.grapnel.service.notification;

import dev.grapnel.service.registry.NotificationSetting;
import dev.grapnel.service.registry.TrustAnchor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is due under a trust anchor by its settings. A CA certificate is, from the threshold until
 * {@link DaysLeft#CA_DAYS_PAST} days past its end; a workload's certificate, from the threshold
 * until its end, if it was used within {@link #SEEN_WITHIN}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/customize-notification-settings.html">AWS:
 *     notification evaluation criteria</a>
 */
final class ExpirySurvey {
  /** How lately a workload's certificate must have been used. */
  static final Duration SEEN_WITHIN = Duration.ofDays(1);

  /** How many certificates of workloads are announced of one trust anchor on one day. */
  static final int MOST_OF_ANCHOR = 1_000;

  private final ExpiryStore store;

  ExpirySurvey(ExpiryStore store) {
    this.store = store;
  }

  /** What is due; those that expire first come first, the CA's before the workloads'. */
  List<ExpiryNotice> due(WatchedAnchor watched, Instant now) throws IOException {
    List<ExpiryNotice> due = new ArrayList<>();
    TrustAnchor anchor = watched.anchor();
    Optional<Integer> ca = threshold(anchor, NotificationSetting.Event.CA_CERTIFICATE_EXPIRY);
    if (ca.isPresent()) {
      watched.certificates().stream()
          .filter(certificate -> isDue(certificate, now, ca.get()))
          .map(certificate -> ExpiryNotice.ofCa(now, anchor, certificate, ca.get()))
          .forEach(due::add);
    }
    Optional<Integer> workload =
        threshold(anchor, NotificationSetting.Event.END_ENTITY_CERTIFICATE_EXPIRY);
    if (workload.isPresent()) {
      expiring(anchor, now, workload.get()).stream()
          .map(found -> ExpiryNotice.ofWorkload(now, anchor, found, workload.get()))
          .forEach(due::add);
    }
    return due;
  }

  private static boolean isDue(CaCertificate certificate, Instant now, int thresholdDays) {
    long days = DaysLeft.until(certificate.notAfter(), now);
    return days <= thresholdDays && days >= -DaysLeft.CA_DAYS_PAST;
  }

  private List<ExpiringCertificate> expiring(TrustAnchor anchor, Instant now, int thresholdDays)
      throws IOException {
    return store.expiring(
        new ExpiryStore.Wanted(
            anchor.accountId(),
            anchor.trustAnchorId(),
            now.minus(SEEN_WITHIN),
            now,
            now.plus(Duration.ofDays(thresholdDays + 1L))),
        MOST_OF_ANCHOR);
  }

  /** How many days ahead the event is announced; empty if it is not. */
  private static Optional<Integer> threshold(TrustAnchor anchor, NotificationSetting.Event event) {
    NotificationSetting setting =
        anchor.notificationSettings().stream()
            .filter(candidate -> candidate.event() == event)
            .findFirst()
            .orElseGet(() -> NotificationSetting.byDefault(event));
    return setting.enabled() ? Optional.of(setting.thresholdDays()) : Optional.empty();
  }
}
