package dev.grapnel.service.notification;

import java.time.Duration;
import java.time.Instant;

/** Days to expiry, as thresholds count them: whole ones, rounded down; negative once past. */
final class DaysLeft {
  /** How many days past its end a CA certificate is still announced (AWS's own rule). */
  static final int CA_DAYS_PAST = 14;

  private static final long SECONDS = Duration.ofDays(1).toSeconds();

  private DaysLeft() {}

  static long until(Instant end, Instant now) {
    return Math.floorDiv(end.getEpochSecond() - now.getEpochSecond(), SECONDS);
  }
}
