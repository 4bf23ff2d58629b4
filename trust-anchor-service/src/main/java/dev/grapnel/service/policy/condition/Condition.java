package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.ArnPattern;
import dev.grapnel.service.policy.pattern.Fold;
import dev.grapnel.service.policy.pattern.InvalidPatternException;
import dev.grapnel.service.policy.pattern.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator, one key and the values that the policy names for it. Immutable and thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html">AWS:
 *     conditions with several keys or values</a>
 */
public final class Condition {
  private final ConditionType type;
  private final String key;
  private final String foldedKey;
  private final List<String> written;
  private final PolicyValues values;

  private Condition(ConditionType type, String key, List<String> written, PolicyValues values) {
    this.type = type;
    this.key = key;
    this.foldedKey = Fold.key(key).intern(); // a request remembers keys by the very text
    this.written = List.copyOf(written);
    this.values = values;
  }

  /**
   * Compiles a condition.
   *
   * @param values at least one
   * @param variables whether {@code ${...}} is a policy variable (Version 2012-10-17)
   */
  public static Condition compile(
      ConditionType type, String key, List<String> values, boolean variables)
      throws InvalidPatternException {
    return new Condition(
        type, key, values, new ValueCompiler(type.operator(), values, variables).compile());
  }

  public ConditionType type() {
    return type;
  }

  /** The key as the policy writes it. */
  public String key() {
    return key;
  }

  public String foldedKey() {
    return foldedKey;
  }

  /** The values as the policy writes them. */
  public List<String> written() {
    return written;
  }

  /** Whether the condition is true of a request. */
  public boolean holds(RequestKeys keys) {
    ContextValues present = keys.values(foldedKey);
    if (values instanceof PresenceValue presence) {
      return presence.holds(present != null && !present.isNullDataSet());
    }
    if (present == null) {
      return holdsWithoutKey();
    }
    return switch (type.qualifier()) {
      case NONE -> negated() != anyMatches(present, keys);
      case FOR_ALL_VALUES -> present.isNullDataSet() || eachHolds(present, keys);
      case FOR_ANY_VALUE -> !present.isNullDataSet() && oneHolds(present, keys);
    };
  }

  private boolean holdsWithoutKey() {
    if (type.ifExists()) {
      return true;
    }
    return switch (type.qualifier()) {
      case NONE -> negated();
      case FOR_ALL_VALUES -> true;
      case FOR_ANY_VALUE -> false;
    };
  }

  private boolean anyMatches(ContextValues present, RequestKeys keys) {
    for (ContextValue value : present.values()) {
      if (values.matchAny(value, keys)) {
        return true;
      }
    }
    return false;
  }

  private boolean eachHolds(ContextValues present, RequestKeys keys) {
    for (ContextValue value : present.values()) {
      if (values.matchAny(value, keys) == negated()) {
        return false;
      }
    }
    return true;
  }

  private boolean oneHolds(ContextValues present, RequestKeys keys) {
    for (ContextValue value : present.values()) {
      if (values.matchAny(value, keys) != negated()) {
        return true;
      }
    }
    return false;
  }

  private boolean negated() {
    return type.operator().isNegated();
  }

  /** Whether some value of the policy could match some request; false of incomplete ARNs. */
  public boolean canHold() {
    return !(values instanceof PatternValues<?> patterns)
        || patterns.patterns().stream().allMatch(Condition::canMatch);
  }

  private static boolean canMatch(Pattern<?> pattern) {
    return !(pattern.constant() instanceof ArnPattern arn) || arn.canMatch();
  }

  /** The policy variables of the values, folded; for a lint. */
  public List<String> variables() {
    return switch (values) {
      case ExactValues exact ->
          exact.variable().stream().flatMap(t -> t.variables().stream()).toList();
      case PatternValues<?> patterns ->
          patterns.patterns().stream().flatMap(p -> p.text().variables().stream()).toList();
      case TruthValues truths ->
          truths.variable().stream().flatMap(t -> t.variables().stream()).toList();
      case BytesValues b -> List.of();
      case ComparedValues<?> c -> List.of();
      case NetworkValues n -> List.of();
      case PresenceValue p -> List.of();
    };
  }

  /** The values that the request has for the key, or null where it has none. */
  public @Nullable List<String> found(RequestKeys keys) {
    ContextValues present = keys.values(foldedKey);
    return present == null ? null : present.texts();
  }

  @Override
  public String toString() {
    return type + " " + key + " " + written;
  }
}
