package dev.grapnel.service.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as operators write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 24h}, {@code
 * 7d}.
 */
final class TimeSpan {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private TimeSpan() {}

  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a duration such as 30s, 5m, 24h or 7d, found " + text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case String _ -> Duration.ofDays(amount);
    };
  }

  static String format(Duration value) {
    if (!value.isZero() && value.equals(Duration.ofDays(value.toDays()))) {
      return value.toDays() + "d";
    }
    if (!value.isZero() && value.equals(Duration.ofHours(value.toHours()))) {
      return value.toHours() + "h";
    }
    if (!value.isZero() && value.equals(Duration.ofMinutes(value.toMinutes()))) {
      return value.toMinutes() + "m";
    }
    return value.toMillisPart() == 0 ? value.toSeconds() + "s" : value.toMillis() + "ms";
  }
}
