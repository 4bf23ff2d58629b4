package dev.grapnel.service.policy;

import dev.grapnel.service.policy.condition.Condition;
import dev.grapnel.service.policy.condition.ConditionOperator;
import java.util.List;

/** Says of one condition what the request has, what the policy wants, and what would change it. */
final class ConditionFinding {
  private ConditionFinding() {}

  /** The finding on a condition that does not hold. */
  static Mismatch of(Condition condition, RequestContext request) {
    return new Mismatch(
        Mismatch.Part.CONDITION,
        condition.type()
            + " "
            + condition.key()
            + ": "
            + found(condition, request)
            + ", the policy names "
            + Excerpt.of(condition.written())
            + unresolved(condition, request),
        change(condition)
            + " ("
            + found(condition, request)
            + unresolved(condition, request)
            + ")");
  }

  /** What a condition that holds would need to stop holding. */
  static String release(Condition condition, RequestContext request) {
    return condition.type()
        + " "
        + condition.key()
        + " "
        + Excerpt.of(condition.written())
        + " did not hold ("
        + found(condition, request)
        + ")";
  }

  private static String found(Condition condition, RequestContext request) {
    List<String> found = condition.found(request);
    return found == null ? "the request lacks the key" : "the request has " + Excerpt.of(found);
  }

  private static String unresolved(Condition condition, RequestContext request) {
    List<String> missing =
        condition.variables().stream().filter(key -> request.single(key) == null).toList();
    return missing.isEmpty()
        ? ""
        : ", whose variables " + Excerpt.of(missing) + " have no single value in the request";
  }

  private static String change(Condition condition) {
    String key = condition.key();
    String values = Excerpt.of(condition.written());
    ConditionOperator operator = condition.type().operator();
    if (operator == ConditionOperator.NULL) {
      return condition.written().contains("true")
          ? "the request had no " + key
          : "the request had a " + key;
    }
    return operator.isNegated()
        ? "the request's " + key + " matched none of " + values
        : "the request's " + key + " satisfied " + operator.wireName() + " " + values;
  }
}
