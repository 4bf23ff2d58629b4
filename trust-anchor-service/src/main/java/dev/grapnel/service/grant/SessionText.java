package dev.grapnel.service.grant;

import java.util.function.IntPredicate;

/**
 * The character rules that STS puts on session names, source identities and session tags.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS:
 *     AssumeRole</a>
 */
final class SessionText {
  static final int MIN_NAME_LENGTH = 2;
  static final int MAX_NAME_LENGTH = 64;
  static final int MAX_TAG_KEY_LENGTH = 128;
  static final int MAX_TAG_VALUE_LENGTH = 256;

  private static final String NAME_PUNCTUATION = "_+=,.@-";
  private static final String TAG_PUNCTUATION = "_.:/=+-@";

  private SessionText() {}

  /** Whether the text may be a role session name or a source identity: 2 to 64 of [\w+=,.@-]. */
  static boolean isName(String text) {
    return text.length() >= MIN_NAME_LENGTH
        && text.length() <= MAX_NAME_LENGTH
        && allMatch(text, SessionText::isNameCharacter);
  }

  /** Whether key and value may be a session tag: letters, digits, separators and _.:/=+-@. */
  static boolean isTag(String key, String value) {
    return !key.isEmpty()
        && key.codePointCount(0, key.length()) <= MAX_TAG_KEY_LENGTH
        && value.codePointCount(0, value.length()) <= MAX_TAG_VALUE_LENGTH
        && allMatch(key, SessionText::isTagCharacter)
        && allMatch(value, SessionText::isTagCharacter);
  }

  private static boolean allMatch(String text, IntPredicate rule) {
    return text.codePoints().allMatch(rule);
  }

  private static boolean isNameCharacter(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || NAME_PUNCTUATION.indexOf(c) >= 0);
  }

  private static boolean isTagCharacter(int c) {
    return Character.isLetter(c)
        || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
        || Character.getType(c) == Character.LETTER_NUMBER
        || Character.getType(c) == Character.OTHER_NUMBER
        || Character.getType(c) == Character.SPACE_SEPARATOR
        || TAG_PUNCTUATION.indexOf(c) >= 0;
  }
}
