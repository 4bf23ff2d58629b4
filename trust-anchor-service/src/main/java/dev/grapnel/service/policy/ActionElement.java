package dev.grapnel.service.policy;

import dev.grapnel.service.policy.pattern.Fold;
import dev.grapnel.service.policy.pattern.Glob;
import dev.grapnel.service.policy.pattern.Symbols;
import java.util.List;

/** The {@code Action} or {@code NotAction} of a statement, compiled; case is ignored. */
final class ActionElement {
  private final boolean negated;
  private final List<String> written;
  private final Glob[] globs;

  /** Actions that {@link ElementRules#checkAction} has passed. */
  ActionElement(boolean negated, List<String> written) {
    this.negated = negated;
    this.written = List.copyOf(written);
    this.globs =
        written.stream()
            .map(action -> Glob.compile(Symbols.withWildcards(Fold.key(action))))
            .toArray(Glob[]::new);
  }

  boolean negated() {
    return negated;
  }

  List<String> written() {
    return written;
  }

  boolean covers(String foldedAction) {
    return negated != matchesAny(foldedAction);
  }

  private boolean matchesAny(String foldedAction) {
    for (Glob glob : globs) {
      if (glob.matches(foldedAction)) {
        return true;
      }
    }
    return false;
  }
}
