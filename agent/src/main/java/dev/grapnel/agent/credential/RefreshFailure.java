package dev.grapnel.agent.credential;

import dev.grapnel.agent.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * A failed attempt, left for the calls that waited for it, so that they do not each repeat it.
 *
 * @param at when it failed
 */
record RefreshFailure(Instant at, Problem problem) {
  String text() {
    return at.toEpochMilli() + "\n" + problem.what() + '\n' + problem.hint() + '\n';
  }

  static Optional<RefreshFailure> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 4) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.ofEpochMilli(Long.parseLong(lines[0]));
      return Optional.of(new RefreshFailure(at, new Problem(lines[1], lines[2])));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
