package dev.grapnel.service.http;

/** Which characters may stand where in a message (RFC 9110 section 5, RFC 3986). */
final class WireText {
  private static final boolean[] TOKEN = table("!#$%&'*+-.^_`|~");
  private static final boolean[] TARGET = table("-._~:/?@!$&'()*+,;=%");
  private static final boolean[] AUTHORITY = table("-._:[]");
  private static final int ASCII = 128;
  private static final int DELETE = 0x7f;

  private WireText() {}

  /** A method or a field's name (RFC 9110 section 5.6.2). */
  static boolean isToken(CharSequence text) {
    return !text.isEmpty() && all(text, TOKEN);
  }

  static boolean isTokenCharacter(int c) {
    return c >= 0 && c < ASCII && TOKEN[c];
  }

  /** A path with its query, every percent sign followed by two hex digits. */
  static boolean isTarget(CharSequence text) {
    if (!all(text, TARGET)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%'
          && (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2)))) {
        return false;
      }
    }
    return true;
  }

  /** A host, with or without a port; user names and percent signs have no place in one here. */
  static boolean isAuthority(CharSequence text) {
    return !text.isEmpty() && all(text, AUTHORITY);
  }

  /** A field's value: no control character but the tab (RFC 9110 section 5.5). */
  static boolean isFieldValue(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == DELETE) {
        return false;
      }
    }
    return true;
  }

  static boolean isHex(int c) {
    return Character.digit(c, 16) >= 0 && c < ASCII;
  }

  private static boolean all(CharSequence text, boolean[] allowed) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ASCII || !allowed[c]) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] table(String others) {
    boolean[] allowed = new boolean[ASCII];
    for (char c = 0; c < ASCII; c++) {
      allowed[c] = Character.isLetterOrDigit(c) || others.indexOf(c) >= 0;
    }
    return allowed;
  }
}
