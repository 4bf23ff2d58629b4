package dev.grapnel.protocol.session;

/** The rule for a role session's name (AWS STS, AssumeRole, RoleSessionName). */
public final class SessionName {
  /** The rule in words, for messages. */
  public static final String RULE =
      "a role session name has 2 to 64 characters, letters, digits and any of _+=,.@-";

  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = 64;

  private SessionName() {}

  /** Whether the text may be a session's name. */
  public static boolean isLegal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || "_+=,.@-".indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return text.length() >= MIN_LENGTH && text.length() <= MAX_LENGTH;
  }
}
