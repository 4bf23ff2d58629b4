package dev.grapnel.service.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a string of the model must be. Lengths are in characters (Unicode code points); a pattern
 * must match the whole string and is only tried within the lengths. A control character other than
 * tab and line ends, and half of a surrogate pair, is never taken.
 *
 * @param meaning what a text that matches the pattern is, for the message
 * @param values the only values there are; empty for any
 */
public record TextRule(
    int min, int max, Optional<Pattern> pattern, String meaning, List<String> values) {
  public TextRule {
    values = List.copyOf(values);
  }

  public static TextRule length(int min, int max) {
    return new TextRule(min, max, Optional.empty(), "", List.of());
  }

  public static TextRule matching(int min, int max, String regex) {
    return matching(min, max, regex, "a match of the pattern " + regex);
  }

  /** The same, where the pattern says less to a reader than its meaning. */
  public static TextRule matching(int min, int max, String regex, String meaning) {
    return new TextRule(min, max, Optional.of(Pattern.compile(regex)), meaning, List.of());
  }

  public static TextRule oneOf(List<String> values) {
    return new TextRule(0, Integer.MAX_VALUE, Optional.empty(), "", values);
  }

  /** The text, which is what the rule asks for; the path names it in the message. */
  public String check(String path, String text) throws MalformedInputException {
    requireLength(path, text);
    requireCleanText(path, text);
    if (pattern.isPresent() && !pattern.get().matcher(text).matches()) {
      throw new MalformedInputException("Value at '" + path + "' must be " + meaning);
    }
    if (!values.isEmpty() && !values.contains(text)) {
      throw new MalformedInputException("Value at '" + path + "' must be one of " + values);
    }
    return text;
  }

  private void requireLength(String path, String text) throws MalformedInputException {
    int length = text.codePointCount(0, text.length());
    if (length < min) {
      throw new MalformedInputException(
          "Value at '" + path + "' must have at least " + min + " characters");
    }
    if (length > max) {
      throw new MalformedInputException(
          "Value at '%s' must have at most %d characters; it has %d".formatted(path, max, length));
    }
  }

  private static void requireCleanText(String path, String text) throws MalformedInputException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c) || c == '\ufffe' || c == '\uffff') {
        throw new MalformedInputException(
            "Value at '" + path + "' has a control character that is not allowed");
      }
      if (Character.isSurrogate(c)) {
        i++;
        boolean pair = i < text.length() && Character.isSurrogatePair(c, text.charAt(i));
        if (!pair) {
          throw new MalformedInputException(
              "Value at '" + path + "' is not Unicode text: half of a surrogate pair");
        }
      }
    }
  }

  private static boolean isControl(char c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r';
  }
}
