package dev.grapnel.service.policy.pattern;

import java.util.HashMap;
import java.util.Map;

/**
 * A pattern as a nondeterministic automaton whose states are bits: after each character of the
 * text, bit <i>i</i> says whether the first <i>i</i> symbols (stars not counted) can have matched.
 * A character costs one pass over ⌈symbols/64⌉ words, whatever the pattern, so there is nothing to
 * backtrack into. Used where a simple search would be superlinear or incomplete.
 */
final class Automaton {
  private static final int WORD_BITS = 6;

  private final int states;
  private final Map<Character, long[]> onCharacter = new HashMap<>();
  private final long[] onOther;
  private final long[] onColon;
  private final long[] stay;
  private final long[] stayOnColon;

  Automaton(Symbols pattern) {
    int stars = 0;
    for (int i = 0; i < pattern.length(); i++) {
      stars += isStar(pattern.at(i)) ? 1 : 0;
    }
    states = pattern.length() - stars + 1;
    int words = (states >> WORD_BITS) + 1;
    onOther = new long[words];
    onColon = new long[words];
    stay = new long[words];
    stayOnColon = new long[words];
    addWildcards(pattern);
    addCharacters(pattern);
  }

  /** Whether the whole pattern matches the whole range. */
  boolean matches(String text, int from, int to) {
    return run(text, from, to, false) >= 0;
  }

  /**
   * The end of the shortest prefix of the range that the whole pattern matches, or -1. With a
   * pattern that begins with a star: where the leftmost occurrence of the rest ends.
   */
  int shortestPrefix(String text, int from, int to) {
    return run(text, from, to, true);
  }

  private int run(String text, int from, int to, boolean stopAtMatch) {
    long[] now = new long[stay.length];
    now[0] = 1;
    int at = from;
    while (true) {
      if (stopAtMatch && isSet(now, states - 1)) {
        return at;
      }
      if (at == to) {
        return isSet(now, states - 1) ? at : -1;
      }
      if (!step(now, text.charAt(at))) {
        return -1;
      }
      at++;
    }
  }

  private boolean step(long[] now, char c) {
    long[] moves = c == ':' ? onColon : onCharacter.getOrDefault(c, onOther);
    long[] stays = c == ':' ? stayOnColon : stay;
    long carry = 0;
    long any = 0;
    for (int i = 0; i < now.length; i++) {
      long moved = now[i] & moves[i];
      now[i] = (moved << 1) | carry | (now[i] & stays[i]);
      carry = moved >>> 63;
      any |= now[i];
    }
    return any != 0;
  }

  private void addWildcards(Symbols pattern) {
    int state = 0;
    for (int i = 0; i < pattern.length(); i++) {
      int symbol = pattern.at(i);
      if (isStar(symbol)) {
        set(stay, state);
        if (symbol == Symbols.ANY) {
          set(stayOnColon, state);
        }
        continue;
      }
      if (symbol == Symbols.ONE || symbol == Symbols.ONE_IN_PART) {
        set(onOther, state);
      }
      if (symbol == Symbols.ONE || symbol == ':') {
        set(onColon, state);
      }
      state++;
    }
  }

  private void addCharacters(Symbols pattern) {
    int state = 0;
    for (int i = 0; i < pattern.length(); i++) {
      int symbol = pattern.at(i);
      if (isStar(symbol)) {
        continue;
      }
      if (symbol >= 0 && symbol != ':') {
        set(onCharacter.computeIfAbsent((char) symbol, c -> onOther.clone()), state);
      }
      state++;
    }
  }

  private static boolean isStar(int symbol) {
    return symbol == Symbols.ANY || symbol == Symbols.ANY_IN_PART;
  }

  private static void set(long[] bits, int index) {
    bits[index >> WORD_BITS] |= 1L << index;
  }

  private static boolean isSet(long[] bits, int index) {
    return (bits[index >> WORD_BITS] & (1L << index)) != 0;
  }
}
