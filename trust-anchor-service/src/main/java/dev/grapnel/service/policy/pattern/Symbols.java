package dev.grapnel.service.policy.pattern;

import java.util.Arrays;

/** A pattern as a row of symbols: characters, {@link #ANY} (star) and {@link #ONE} (?). */
public final class Symbols {
  /** Any run of characters. */
  static final int ANY = -1;

  /** Exactly one character. */
  static final int ONE = -2;

  /** Any run of characters without a colon. */
  static final int ANY_IN_PART = -3;

  /** Exactly one character that is no colon. */
  static final int ONE_IN_PART = -4;

  private final int[] symbols;

  private Symbols(int[] symbols) {
    this.symbols = symbols;
  }

  /** The text with its {@code *} and {@code ?} as wildcards. */
  public static Symbols withWildcards(String text) {
    Builder builder = new Builder();
    builder.addWithWildcards(text);
    return builder.build();
  }

  int length() {
    return symbols.length;
  }

  int at(int index) {
    return symbols[index];
  }

  Symbols slice(int from, int to) {
    return new Symbols(Arrays.copyOfRange(symbols, from, to));
  }

  /** Where the symbol stands at or after the index, or -1. */
  int indexOf(int symbol, int from) {
    for (int i = from; i < symbols.length; i++) {
      if (symbols[i] == symbol) {
        return i;
      }
    }
    return -1;
  }

  boolean endsWith(int symbol) {
    return symbols.length > 0 && symbols[symbols.length - 1] == symbol;
  }

  boolean isOnlyStar() {
    return symbols.length == 1 && symbols[0] == ANY;
  }

  /** The text of a row without wildcards. */
  String text() {
    char[] text = new char[symbols.length];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) symbols[i];
    }
    return new String(text);
  }

  boolean isLiteral() {
    return Arrays.stream(symbols).allMatch(s -> s >= 0);
  }

  /** Grows a row. */
  static final class Builder {
    private int[] symbols = new int[64];
    private int length;

    int length() {
      return length;
    }

    void add(int symbol) {
      if (length == symbols.length) {
        symbols = Arrays.copyOf(symbols, length * 2);
      }
      symbols[length++] = symbol;
    }

    void addLiteral(String text) {
      for (int i = 0; i < text.length(); i++) {
        add(text.charAt(i));
      }
    }

    void addWithWildcards(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        add(c == '*' ? ANY : c == '?' ? ONE : c);
      }
    }

    Symbols build() {
      return new Symbols(Arrays.copyOf(symbols, length));
    }
  }
}
