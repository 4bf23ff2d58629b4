package dev.grapnel.service.path;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Counts of verdicts by group, printed as a table. */
final class Verdicts {
  private static final class Count {
    private int cases;
    private int agree;
    private int falseAccepts;
    private int falseRejects;
  }

  private final TreeMap<String, Count> groups = new TreeMap<>();

  void add(String group, boolean expected, boolean accepted) {
    Count count = groups.computeIfAbsent(group, _ -> new Count());
    count.cases++;
    if (expected == accepted) {
      count.agree++;
    } else if (accepted) {
      count.falseAccepts++;
    } else {
      count.falseRejects++;
    }
  }

  /** A line a group: cases, those that agree, false accepts and false rejects. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    groups.forEach(
        (group, c) ->
            lines.add(
                "%-52s %5d cases, %5d agree, %4d false accepts, %4d false rejects"
                    .formatted(group, c.cases, c.agree, c.falseAccepts, c.falseRejects)));
    return lines;
  }
}
