package dev.grapnel.service.policy.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * A compiled wildcard pattern: {@code *} stands for any run of characters, {@code ?} for one
 * (UTF-16) character. Immutable and thread-safe.
 */
public final class Glob {
  private final boolean hasStar;
  private final Run head;
  private final Run[] middle;
  private final Run tail;

  private Glob(boolean hasStar, Run head, Run[] middle, Run tail) {
    this.hasStar = hasStar;
    this.head = head;
    this.middle = middle;
    this.tail = tail;
  }

  public static Glob compile(Symbols pattern) {
    List<Run> runs = new ArrayList<>();
    int from = 0;
    int star = pattern.indexOf(Symbols.ANY, 0);
    while (star >= 0) {
      runs.add(new Run(pattern.slice(from, star)));
      from = star + 1;
      star = pattern.indexOf(Symbols.ANY, from);
    }
    Run tail = new Run(pattern.slice(from, pattern.length()));
    if (runs.isEmpty()) {
      return new Glob(false, tail, new Run[0], tail);
    }
    Run[] middle = runs.stream().skip(1).filter(run -> run.length() > 0).toArray(Run[]::new);
    return new Glob(true, runs.getFirst(), middle, tail);
  }

  public boolean matches(String text) {
    return matches(text, 0, text.length());
  }

  /** Whether the whole pattern matches the whole range of the text. */
  public boolean matches(String text, int from, int to) {
    if (!hasStar) {
      return to - from == head.length() && head.at(text, from);
    }
    if (to - from < head.length() + tail.length()
        || !head.at(text, from)
        || !tail.at(text, to - tail.length())) {
      return false;
    }
    int at = from + head.length();
    for (Run run : middle) {
      at = run.findEnd(text, at, to - tail.length());
      if (at < 0) {
        return false;
      }
    }
    return true;
  }
}
