package dev.grapnel.service.policy.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Patterns, matched by their definition. */
final class PlainMatch {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^},]+)(?:, *'([^']*)')?}");

  /** One character of a pattern; a written star or question mark is a wildcard. */
  record Sign(char c, boolean written) {
    boolean is(char wildcard) {
      return written && c == wildcard;
    }
  }

  private PlainMatch() {}

  /** The signs of a text whose variables are filled in; null where one has no value. */
  static @Nullable List<Sign> fill(
      String text, boolean variables, Map<String, List<String>> context) {
    List<Sign> signs = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(text);
    int from = 0;
    while (variables && matcher.find()) {
      add(signs, text.substring(from, matcher.start()), true);
      String value = value(matcher.group(1), matcher.group(2), context);
      if (value == null) {
        return null;
      }
      add(signs, value, false);
      from = matcher.end();
    }
    add(signs, text.substring(from), true);
    return signs;
  }

  private static @Nullable String value(
      String key, @Nullable String fallback, Map<String, List<String>> context) {
    if (key.equals("*") || key.equals("?") || key.equals("$")) {
      return key;
    }
    List<String> values = context.get(key.toLowerCase(java.util.Locale.ROOT));
    return values != null && values.size() == 1 ? values.getFirst() : fallback;
  }

  private static void add(List<Sign> signs, String text, boolean written) {
    text.chars().forEach(c -> signs.add(new Sign((char) c, written)));
  }

  static String text(List<Sign> signs) {
    StringBuilder text = new StringBuilder();
    signs.forEach(sign -> text.append(sign.c()));
    return text.toString();
  }

  /** Whether a wildcard pattern matches a text. */
  static boolean like(List<Sign> pattern, String text) {
    return like(pattern, 0, text, 0, Integer.MAX_VALUE);
  }

  /** Whether a resource pattern matches: see the documentation of Resource on colons. */
  static boolean resource(List<Sign> pattern, String text) {
    return like(pattern, 0, text, 0, 0);
  }

  /** {@code colons} counts the pattern's colons so far; from five on colons are like others. */
  private static boolean like(List<Sign> pattern, int p, String text, int t, int colons) {
    if (p == pattern.size()) {
      return t == text.length();
    }
    Sign sign = pattern.get(p);
    boolean free = colons >= 5;
    if (sign.is('*')) {
      boolean endsPart = p + 1 == pattern.size() || pattern.get(p + 1).c() == ':';
      for (int end = t; end <= text.length(); end++) {
        boolean crosses = text.substring(t, end).contains(":");
        if ((!crosses || free || endsPart) && like(pattern, p + 1, text, end, colons)) {
          return true;
        }
      }
      return false;
    }
    if (t == text.length()) {
      return false;
    }
    boolean matches = sign.is('?') ? free || text.charAt(t) != ':' : text.charAt(t) == sign.c();
    int colon = sign.c() == ':' && colons < 5 ? 1 : 0;
    return matches && like(pattern, p + 1, text, t + 1, colons + colon);
  }

  /** Whether five colons are written, and one that is not stands before the fifth. */
  private static boolean bringsColonIntoWrittenParts(List<Sign> pattern) {
    int written = 0;
    boolean brought = false;
    for (Sign sign : pattern) {
      if (sign.c() == ':' && written < 5) {
        written += sign.written() ? 1 : 0;
        brought |= !sign.written();
      }
    }
    return written == 5 && brought;
  }

  /** Whether an ARN pattern matches: six parts, each by itself. */
  static boolean arn(List<Sign> pattern, String text) {
    String[] values = text.split(":", 6);
    if (values.length != 6 || !values[0].equals("arn")) {
      return false;
    }
    if (pattern.size() == 1 && pattern.getFirst().is('*')) {
      return true;
    }
    if (bringsColonIntoWrittenParts(pattern)) {
      return false;
    }
    List<List<Sign>> parts = new ArrayList<>(List.of(new ArrayList<>()));
    for (Sign sign : pattern) {
      if (sign.c() == ':' && parts.size() < 6) {
        parts.add(new ArrayList<>());
      } else {
        parts.getLast().add(sign);
      }
    }
    boolean all = parts.size() == 6;
    for (int i = 0; all && i < 6; i++) {
      all = like(parts.get(i), values[i]);
    }
    return all;
  }
}
