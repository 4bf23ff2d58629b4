package dev.grapnel.protocol.session;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Times as the messages have them: ISO 8601, whole seconds, {@code Z}. */
public final class WireInstant {
  private WireInstant() {}

  /** Whole seconds and {@code Z}, the form that every SDK reads. */
  public static String write(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Reads that form, and any other of RFC 3339. */
  public static Instant read(String text) throws MalformedSessionException {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException _) {
      throw new MalformedSessionException(
          "expiration is not a time in the form 2026-11-24T11:51:19Z");
    }
  }
}
