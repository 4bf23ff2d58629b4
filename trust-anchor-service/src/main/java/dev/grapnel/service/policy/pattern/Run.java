package dev.grapnel.service.policy.pattern;

import org.jspecify.annotations.Nullable;

/** The part of a wildcard pattern between two stars: characters and {@code ?}s. */
final class Run {
  /** Up to this length a plain search costs at most this many comparisons a character. */
  private static final int PLAIN_SEARCH_LENGTH = 32;

  private final int length;
  private final String characters;
  private final boolean @Nullable [] anyAt;
  private final @Nullable Automaton search;

  Run(Symbols symbols) {
    length = symbols.length();
    characters = symbols.text();
    anyAt = symbols.isLiteral() ? null : wildcards(symbols);
    search = symbols.length() > PLAIN_SEARCH_LENGTH ? new Automaton(afterStar(symbols)) : null;
  }

  int length() {
    return length;
  }

  boolean at(String text, int offset) {
    if (length == 0) {
      return true;
    }
    if (anyAt == null) {
      return text.startsWith(characters, offset);
    }
    for (int i = 0; i < length; i++) {
      if (!anyAt[i] && text.charAt(offset + i) != characters.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where the leftmost occurrence within the range ends, or -1. */
  int findEnd(String text, int from, int to) {
    if (search != null) {
      return search.shortestPrefix(text, from, to);
    }
    if (anyAt == null) {
      int start = text.indexOf(characters, from, to);
      return start < 0 ? -1 : start + length;
    }
    int last = to - length;
    for (int offset = from; offset <= last; offset++) {
      if (at(text, offset)) {
        return offset + length;
      }
    }
    return -1;
  }

  private static boolean[] wildcards(Symbols symbols) {
    boolean[] any = new boolean[symbols.length()];
    for (int i = 0; i < any.length; i++) {
      any[i] = symbols.at(i) == Symbols.ONE;
    }
    return any;
  }

  private static Symbols afterStar(Symbols symbols) {
    Symbols.Builder builder = new Symbols.Builder();
    builder.add(Symbols.ANY);
    for (int i = 0; i < symbols.length(); i++) {
      builder.add(symbols.at(i));
    }
    return builder.build();
  }
}
