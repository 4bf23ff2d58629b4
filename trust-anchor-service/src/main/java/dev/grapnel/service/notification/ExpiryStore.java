package dev.grapnel.service.notification;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What announcements need of a store. Thread-safe. */
public interface ExpiryStore {
  /**
   * Which certificates are asked for.
   *
   * @param trustAnchorId the trust anchor under which they were last seen
   * @param seenSince the earliest time at which they were last seen
   * @param expiresFrom the earliest notAfter
   * @param expiresBefore notAfter is before that
   */
  record Wanted(
      String accountId,
      String trustAnchorId,
      Instant seenSince,
      Instant expiresFrom,
      Instant expiresBefore) {}

  /** Those that were seen and expire then, soonest first. */
  List<ExpiringCertificate> expiring(Wanted wanted, int most) throws IOException;

  /**
   * Takes announcements of the account for the day, and answers with those that nobody had taken
   * before. Whoever takes one announces it; what was taken long ago is forgotten.
   *
   * @param day of UTC
   */
  Set<String> take(LocalDate day, String accountId, Collection<String> noticeIds)
      throws IOException;

  /** Gives back what was taken and could not be announced. */
  void giveBack(LocalDate day, Collection<String> noticeIds) throws IOException;
}
