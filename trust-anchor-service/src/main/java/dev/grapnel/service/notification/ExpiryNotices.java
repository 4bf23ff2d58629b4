package dev.grapnel.service.notification;

import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.audit.AuditTrail;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces what is due, each thing once a day: it is taken for the day in the store, so that of
 * several replicas one announces it, kept in the audit trail, and handed on. For one thread.
 */
final class ExpiryNotices {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiryNotices.class);

  /** How many notices one replica makes on one day. */
  static final int MOST_OF_DAY = 10_000;

  private final ExpirySurvey survey;
  private final ExpiryStore store;
  private final AuditTrail trail;
  private final NoticeMeters meters;
  private final Consumer<ExpiryNotice> further;
  private volatile boolean stopped;

  /**
   * Announces to the trail and that further place.
   *
   * @param further never waits, never throws
   */
  ExpiryNotices(
      ExpiryStore store, AuditTrail trail, NoticeMeters meters, Consumer<ExpiryNotice> further) {
    this.survey = new ExpirySurvey(store);
    this.store = store;
    this.trail = trail;
    this.meters = meters;
    this.further = further;
  }

  /**
   * Announces what is due now and was not announced on this day.
   *
   * @throws IOException if the store or the trail is away; what was announced until then is done
   */
  void announce(List<WatchedAnchor> anchors, Instant now) throws IOException {
    int left = MOST_OF_DAY;
    for (WatchedAnchor watched : anchors) {
      if (stopped) {
        return;
      }
      List<ExpiryNotice> due = survey.due(watched, now);
      if (due.size() > left) {
        LOG.warn("more than {} notices of expiry are due; the rest is left out", MOST_OF_DAY);
        meters.leftOut(due.size() - left);
        due = due.subList(0, left);
      }
      if (!due.isEmpty()) {
        left -= announceOf(watched.anchor().accountId(), due, now);
      }
    }
  }

  /** Ends what is going on, soon; what was not announced is left to another replica or day. */
  void stop() {
    stopped = true;
  }

  private int announceOf(String accountId, List<ExpiryNotice> due, Instant now) throws IOException {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Set<String> taken =
        store.take(day, accountId, due.stream().map(ExpiryNotice::certificateKey).toList());
    List<ExpiryNotice> ours =
        new ArrayList<>(
            due.stream().filter(notice -> taken.contains(notice.certificateKey())).toList());
    int count = ours.size();
    try {
      while (!ours.isEmpty() && !stopped) {
        trail.record(event(ours.getFirst()));
        ExpiryNotice kept = ours.removeFirst();
        meters.announced(kept.event());
        further.accept(kept);
      }
    } finally {
      if (!ours.isEmpty()) {
        store.giveBack(day, ours.stream().map(ExpiryNotice::certificateKey).toList());
      }
    }
    return count;
  }

  private static AuditEvent event(ExpiryNotice notice) {
    return new AuditEvent(
        notice.at(),
        "",
        "rolesanywhere.amazonaws.com",
        switch (notice.event()) {
          case CA_CERTIFICATE_EXPIRY -> "CaCertificateExpiry";
          case END_ENTITY_CERTIFICATE_EXPIRY -> "EndEntityCertificateExpiry";
        },
        notice.accountId(),
        "",
        "",
        "",
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        notice.resource().equals(notice.anchor().arn())
            ? List.of(notice.anchor().arn().toString())
            : List.of(notice.resource().toString(), notice.anchor().arn().toString()),
        details(notice));
  }

  private static Map<String, String> details(ExpiryNotice notice) {
    Map<String, String> details = new TreeMap<>();
    details.put("noticeId", notice.id());
    details.put("daysToExpiry", Long.toString(notice.daysToExpiry()));
    details.put("thresholdDays", Integer.toString(notice.thresholdDays()));
    details.put("notAfter", notice.notAfter().toString());
    details.put("subject", notice.subject());
    details.put("issuer", notice.issuer());
    details.put("serialNumber", notice.serialNumber());
    details.put("trustAnchorName", notice.anchor().name());
    notice.lastSeen().ifPresent(seen -> details.put("lastSeen", seen.toString()));
    return details;
  }
}
