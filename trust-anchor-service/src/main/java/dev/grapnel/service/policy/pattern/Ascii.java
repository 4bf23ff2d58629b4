package dev.grapnel.service.policy.pattern;

/** Classes of ASCII characters; no other letter or digit belongs to them. */
public final class Ascii {
  private Ascii() {}

  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  public static boolean isAlphanumeric(int c) {
    boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return letter || isDigit(c);
  }

  /** Whether each character is alphanumeric or one of some others. */
  public static boolean isAlphanumeric(String text, String others) {
    return text.chars().allMatch(c -> isAlphanumeric(c) || others.indexOf(c) >= 0);
  }

  public static boolean isDigits(String text) {
    return text.chars().allMatch(Ascii::isDigit);
  }
}
