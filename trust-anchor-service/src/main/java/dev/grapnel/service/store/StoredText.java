package dev.grapnel.service.store;

/** Text from certificates, made fit for a database. */
final class StoredText {
  private static final char REPLACEMENT = '\ufffd';

  private StoredText() {}

  /** The text with a replacement character for each NUL and each unpaired surrogate. */
  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(isStorable(c) ? c : REPLACEMENT));
    return out.toString();
  }

  private static boolean isStorable(int codePoint) {
    boolean unpairedSurrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return codePoint != 0 && !unpairedSurrogate;
  }
}
