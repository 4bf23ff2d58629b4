package dev.grapnel.service.x509;

/** Text out of a certificate, made fit for messages and logs. */
public final class PrintableText {
  private static final int MAX_LENGTH = 256;

  /** Ends a text that was cut. */
  static final String ELLIPSIS = "...";

  private PrintableText() {}

  /** The text with everything replaced that could move a cursor or end a line, cut to a length. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder();
    cut(text).codePoints().forEach(c -> out.appendCodePoint(isSafe(c) ? c : '\ufffd'));
    return out.toString();
  }

  /** The text's beginning. */
  static String cut(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + ELLIPSIS;
  }

  private static boolean isSafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
