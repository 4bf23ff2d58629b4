package dev.grapnel.service.x509;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Strings made comparable as RFC 5280 section 7.1 asks: mapped, case folded, normalised and freed
 * of insignificant spaces by RFC 4518.
 */
final class StringPreparation {
  private StringPreparation() {}

  /** The comparable form; empty for a text with characters that RFC 4518 section 2.4 prohibits. */
  static Optional<String> prepare(String text) {
    if (isPlainAscii(text)) {
      return Optional.of(foldSpaces(text.toLowerCase(Locale.ROOT)));
    }
    StringBuilder mapped = new StringBuilder(text.length());
    text.codePoints().forEach(c -> map(mapped, c));
    // Upper case first: it unfolds ß and its like, which lower case alone does not.
    String folded = mapped.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    String normal = Normalizer.normalize(folded, Normalizer.Form.NFKC);
    String prepared = normal.toLowerCase(Locale.ROOT);
    return prepared.codePoints().anyMatch(StringPreparation::isProhibited)
        ? Optional.empty()
        : Optional.of(foldSpaces(prepared));
  }

  private static boolean isPlainAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  /** RFC 4518 section 2.2. */
  private static void map(StringBuilder out, int c) {
    if (isSpace(c)) {
      out.append(' ');
    } else if (!isMappedToNothing(c)) {
      out.appendCodePoint(c);
    }
  }

  private static boolean isSpace(int c) {
    boolean control = (c >= 0x09 && c <= 0x0d) || c == 0x85;
    return control || Character.isSpaceChar(c);
  }

  private static boolean isMappedToNothing(int c) {
    int type = Character.getType(c);
    boolean variation = (c >= 0x180b && c <= 0x180d) || (c >= 0xfe00 && c <= 0xfe0f);
    boolean single = c == 0x034f || c == 0x1806 || c == 0xfffc;
    return type == Character.CONTROL || type == Character.FORMAT || variation || single;
  }

  private static boolean isProhibited(int c) {
    int type = Character.getType(c);
    return type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE
        || c == 0xfffd;
  }

  /** RFC 4518 section 2.6.1: no spaces at the ends, one between words. */
  private static String foldSpaces(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        space = true;
        continue;
      }
      if (space && !out.isEmpty()) {
        out.append(' ');
      }
      space = false;
      out.append(c);
    }
    return out.toString();
  }
}
