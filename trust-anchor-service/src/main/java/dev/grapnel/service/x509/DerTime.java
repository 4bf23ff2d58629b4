package dev.grapnel.service.x509;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The times of RFC 5280 section 4.1.2.5: {@code YYMMDDHHMMSSZ} with years from 1950 to 2049, and
 * {@code YYYYMMDDHHMMSSZ}; both in UTC, with seconds and without fractions.
 */
final class DerTime {
  private static final int UTC_LENGTH = 13;
  private static final int GENERALIZED_LENGTH = 15;

  private DerTime() {}

  static Instant read(int tag, byte[] content) throws MalformedX509Exception {
    return switch (tag) {
      case DerTag.UTC_TIME -> {
        requireDigitsAndZ(content, UTC_LENGTH);
        int year = number(content, 0, 2);
        yield instant(year < 50 ? 2000 + year : 1900 + year, content, 2);
      }
      case DerTag.GENERALIZED_TIME -> {
        requireDigitsAndZ(content, GENERALIZED_LENGTH);
        yield instant(number(content, 0, 4), content, 4);
      }
      default -> throw new MalformedX509Exception("a time is neither UTCTime nor GeneralizedTime");
    };
  }

  private static void requireDigitsAndZ(byte[] content, int length) throws MalformedX509Exception {
    boolean good = content.length == length && content[length - 1] == 'Z';
    for (int i = 0; good && i < length - 1; i++) {
      good = content[i] >= '0' && content[i] <= '9';
    }
    if (!good) {
      throw new MalformedX509Exception(
          "a time is not of the form YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ");
    }
  }

  private static Instant instant(int year, byte[] content, int at) throws MalformedX509Exception {
    try {
      return LocalDateTime.of(
              year,
              number(content, at, 2),
              number(content, at + 2, 2),
              number(content, at + 4, 2),
              number(content, at + 6, 2),
              number(content, at + 8, 2))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      throw new MalformedX509Exception("a time names a day or an hour that does not exist");
    }
  }

  private static int number(byte[] content, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      number = number * 10 + content[i] - '0';
    }
    return number;
  }
}
