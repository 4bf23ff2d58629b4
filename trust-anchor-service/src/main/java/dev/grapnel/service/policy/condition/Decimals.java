package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.Ascii;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Integers and decimals, as numeric operators compare them. */
final class Decimals {
  /** The longest number that is read, in characters. */
  static final int MAX_LENGTH = 64;

  private static final int MAX_EXPONENT_DIGITS = 3;

  private Decimals() {}

  /** The number, or null where the text is none. */
  static @Nullable BigDecimal parse(String text) {
    return isNumber(text) ? new BigDecimal(text) : null;
  }

  private static boolean isNumber(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    int at = digits(text, sign(text, 0));
    if (at < 0) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at = digits(text, at + 1);
    }
    if (at >= 0 && at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      int from = sign(text, at + 1);
      at = digits(text, from);
      return at == text.length() && at - from <= MAX_EXPONENT_DIGITS;
    }
    return at == text.length();
  }

  private static int sign(String text, int at) {
    boolean signed = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return signed ? at + 1 : at;
  }

  /** The index after one or more digits, or -1 where there is none. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && Ascii.isDigit(text.charAt(at))) {
      at++;
    }
    return at == from ? -1 : at;
  }
}
