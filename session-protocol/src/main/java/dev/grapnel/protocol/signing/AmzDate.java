package dev.grapnel.protocol.signing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The time a request was signed, {@code yyyyMMdd'T'HHmmss'Z'} on the wire: whole seconds, UTC,
 * years 1970 to 9999.
 */
public record AmzDate(Instant instant) {
  private static final int LENGTH = 16;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final int MAX_YEAR = 9_999;

  public AmzDate {
    instant = instant.truncatedTo(ChronoUnit.SECONDS);
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY));
    if (instant.getEpochSecond() < 0 || day.getYear() > MAX_YEAR) {
      throw new IllegalArgumentException("a signing time outside the years 1970 to 9999");
    }
  }

  /** Reads the wire form, and nothing else. */
  public static AmzDate parse(String text) throws MalformedRequestException {
    if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
      throw malformed();
    }
    int hour = digits(text, 9, 11);
    int minute = digits(text, 11, 13);
    int second = digits(text, 13, 15);
    if (hour > 23 || minute > 59 || second > 59) {
      throw malformed();
    }
    long secondOfDay = (long) hour * SECONDS_PER_HOUR + minute * 60L + second;
    return new AmzDate(
        Instant.ofEpochSecond(day(text).toEpochDay() * SECONDS_PER_DAY + secondOfDay));
  }

  /** The day in UTC, {@code yyyyMMdd}, as a credential scope has it. */
  public String day() {
    return toString().substring(0, 8);
  }

  @Override
  public String toString() {
    long seconds = instant.getEpochSecond();
    LocalDate day = LocalDate.ofEpochDay(seconds / SECONDS_PER_DAY);
    int secondOfDay = (int) (seconds % SECONDS_PER_DAY);
    StringBuilder out = new StringBuilder(LENGTH);
    append(out, day.getYear() / 100);
    append(out, day.getYear() % 100);
    append(out, day.getMonthValue());
    append(out, day.getDayOfMonth());
    out.append('T');
    append(out, secondOfDay / SECONDS_PER_HOUR);
    append(out, secondOfDay / 60 % 60);
    append(out, secondOfDay % 60);
    return out.append('Z').toString();
  }

  /** Whether the text is eight digits that are a day of the calendar. */
  static boolean isDay(String text) {
    if (text.length() != 8) {
      return false;
    }
    try {
      return day(text).getYear() > 0;
    } catch (MalformedRequestException _) {
      return false;
    }
  }

  private static LocalDate day(String text) throws MalformedRequestException {
    int year = digits(text, 0, 4);
    if (year < 1970) {
      throw malformed();
    }
    try {
      return LocalDate.of(year, digits(text, 4, 6), digits(text, 6, 8));
    } catch (DateTimeException _) {
      throw malformed();
    }
  }

  private static int digits(String text, int from, int to) throws MalformedRequestException {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw malformed();
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static void append(StringBuilder out, int twoDigits) {
    out.append((char) ('0' + twoDigits / 10)).append((char) ('0' + twoDigits % 10));
  }

  private static MalformedRequestException malformed() {
    return new MalformedRequestException(
        "the signing date is not a time in the form yyyyMMdd'T'HHmmss'Z', such as"
            + " 20261124T105119Z");
  }
}
