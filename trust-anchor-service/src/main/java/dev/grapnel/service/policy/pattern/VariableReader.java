package dev.grapnel.service.policy.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the variables out of one text, in one pass. */
final class VariableReader {
  private final String text;
  private final List<PolicyText.Part> parts = new ArrayList<>();
  private int at;
  private int variables;

  VariableReader(String text) {
    this.text = text;
  }

  List<PolicyText.Part> read() throws InvalidPatternException {
    int open = text.indexOf("${", at);
    while (open >= 0) {
      addWritten(at, open);
      at = open + 2;
      if (++variables > PolicyText.MAX_VARIABLES) {
        throw invalid("is one of more than " + PolicyText.MAX_VARIABLES);
      }
      parts.add(variable());
      open = text.indexOf("${", at);
    }
    addWritten(at, text.length());
    return List.copyOf(parts);
  }

  private void addWritten(int from, int to) {
    if (from < to) {
      parts.add(new PolicyText.Part.Written(text.substring(from, to)));
    }
  }

  private PolicyText.Part variable() throws InvalidPatternException {
    int end = at;
    while (end < text.length() && text.charAt(end) != '}' && text.charAt(end) != ',') {
      end++;
    }
    String key = text.substring(at, end);
    at = end;
    String fallback = peek(',') ? fallback() : null;
    if (!peek('}')) {
      throw invalid("lacks its closing brace }; a literal $ before { is written ${$}");
    }
    at++;
    return part(key, fallback);
  }

  private String fallback() throws InvalidPatternException {
    at++;
    while (peek(' ')) {
      at++;
    }
    int close = peek('\'') ? text.indexOf('\'', at + 1) : -1;
    if (close < 0) {
      throw invalid("has a default that is not in single quotes; write ${key, 'default'}");
    }
    String fallback = text.substring(at + 1, close);
    at = close + 1;
    return fallback;
  }

  private PolicyText.Part part(String key, @Nullable String fallback)
      throws InvalidPatternException {
    if (key.equals("*") || key.equals("?") || key.equals("$")) {
      if (fallback != null) {
        throw invalid("is an escape, which takes no default");
      }
      return new PolicyText.Part.Literal(key);
    }
    if (key.isEmpty()) {
      throw invalid("is empty; name a condition key, as in ${aws:PrincipalTag/team}");
    }
    if (!key.chars().allMatch(c -> c > ' ' && c != '$' && c != '{' && c != '*' && c != '?')) {
      throw invalid("holds a space or a character that no condition key has");
    }
    return new PolicyText.Part.Variable(Fold.key(key), fallback);
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private InvalidPatternException invalid(String rule) {
    return new InvalidPatternException("the policy variable in \"" + text + "\" " + rule);
  }
}
