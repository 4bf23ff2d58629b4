package dev.grapnel.service.policy;

import dev.grapnel.service.policy.condition.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One compiled statement.
 *
 * @param pointer the JSON pointer to it
 * @param index its place in the document, from 0
 * @param principals null where the kind of policy names none
 * @param resources null where the kind of policy names none
 */
record Statement(
    String pointer,
    int index,
    Optional<String> sid,
    Effect effect,
    @Nullable PrincipalElement principals,
    ActionElement actions,
    @Nullable ResourceElement resources,
    List<Condition> conditions) {
  Statement {
    conditions = List.copyOf(conditions);
  }

  /** How the statement applies to a request; {@link Reach#NONE} where it does not. */
  Reach applies(RequestContext request, boolean bounded) {
    if (!actions.covers(request.foldedAction())) {
      return Reach.NONE;
    }
    Reach reach =
        principals == null ? Reach.CALLER : principals.reach(request.principal(), effect, bounded);
    if (reach == Reach.NONE || (resources != null && !resources.covers(request))) {
      return Reach.NONE;
    }
    for (Condition condition : conditions) {
      if (!condition.holds(request)) {
        return Reach.NONE;
      }
    }
    return reach;
  }
}
