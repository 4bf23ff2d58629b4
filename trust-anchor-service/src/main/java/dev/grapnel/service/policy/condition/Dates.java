package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.Ascii;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Moments, in the forms that date operators read: the W3C profile of ISO 8601 ({@code YYYY-MM},
 * {@code YYYY-MM-DD}, {@code YYYY-MM-DDThh:mm[:ss[.s]]} with {@code Z}, an offset, or neither for
 * UTC) and whole seconds since 1970, negative before it (so that four digits alone are seconds, not
 * a year).
 *
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">W3C: date and time formats</a>
 */
final class Dates {
  /** The longest date that is read, in characters. */
  static final int MAX_LENGTH = 40;

  private static final int MAX_EPOCH_DIGITS = 16;
  private static final int NANO_DIGITS = 9;

  private final String text;
  private int at;
  private boolean valid = true;

  private Dates(String text) {
    this.text = text;
  }

  /** The moment, or null where the text is none. */
  static @Nullable Instant parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    String digits = text.charAt(0) == '-' ? text.substring(1) : text;
    if (!digits.isEmpty() && Ascii.isDigits(digits)) {
      return digits.length() > MAX_EPOCH_DIGITS
          ? null
          : Instant.ofEpochSecond(Long.parseLong(text));
    }
    try {
      return new Dates(text).read();
    } catch (DateTimeException noSuchDate) {
      return null;
    }
  }

  private @Nullable Instant read() {
    int year = number(4);
    expect('-');
    int month = number(2);
    int day = accept('-') ? number(2) : 1;
    if (valid && at == text.length()) {
      return LocalDateTime.of(year, month, day, 0, 0).toInstant(ZoneOffset.UTC);
    }
    if (!accept('T') && !accept('t')) {
      return null;
    }
    int hour = number(2);
    expect(':');
    int minute = number(2);
    int second = accept(':') ? number(2) : 0;
    int nano = accept('.') ? fraction() : 0;
    ZoneOffset offset = offset();
    if (!valid || at != text.length()) {
      return null;
    }
    return LocalDateTime.of(year, month, day, hour, minute, second, nano).toInstant(offset);
  }

  private ZoneOffset offset() {
    if (at == text.length() || accept('Z') || accept('z')) {
      return ZoneOffset.UTC;
    }
    int sign = accept('-') ? -1 : 1;
    if (sign > 0) {
      expect('+');
    }
    int hours = number(2);
    accept(':');
    int minutes = at < text.length() ? number(2) : 0;
    return valid ? ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes) : ZoneOffset.UTC;
  }

  private int fraction() {
    int nanos = 0;
    int digits = 0;
    while (at < text.length() && Ascii.isDigit(text.charAt(at))) {
      if (digits < NANO_DIGITS) {
        nanos = nanos * 10 + (text.charAt(at) - '0');
      }
      digits++;
      at++;
    }
    valid &= digits > 0;
    for (int i = digits; i < NANO_DIGITS; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  private int number(int digits) {
    int number = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < text.length() ? text.charAt(at) - '0' : -1;
      valid &= digit >= 0 && digit <= 9;
      number = number * 10 + Math.clamp(digit, 0, 9);
      at++;
    }
    return number;
  }

  private void expect(char c) {
    valid &= accept(c);
  }

  private boolean accept(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }
}
