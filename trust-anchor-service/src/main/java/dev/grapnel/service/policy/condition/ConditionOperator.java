package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.Fold;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The condition operators of the policy language. */
public enum ConditionOperator {
  STRING_EQUALS("StringEquals", Family.TEXT, false),
  STRING_NOT_EQUALS("StringNotEquals", Family.TEXT, true),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.TEXT_IGNORING_CASE, false),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Family.TEXT_IGNORING_CASE, true),
  STRING_LIKE("StringLike", Family.WILDCARD, false),
  STRING_NOT_LIKE("StringNotLike", Family.WILDCARD, true),
  NUMERIC_EQUALS("NumericEquals", Family.NUMBER, Order.EQUAL),
  NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMBER, true),
  NUMERIC_LESS_THAN("NumericLessThan", Family.NUMBER, Order.LESS),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMBER, Order.LESS_OR_EQUAL),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMBER, Order.GREATER),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Family.NUMBER, Order.GREATER_OR_EQUAL),
  DATE_EQUALS("DateEquals", Family.DATE, Order.EQUAL),
  DATE_NOT_EQUALS("DateNotEquals", Family.DATE, true),
  DATE_LESS_THAN("DateLessThan", Family.DATE, Order.LESS),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE, Order.LESS_OR_EQUAL),
  DATE_GREATER_THAN("DateGreaterThan", Family.DATE, Order.GREATER),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE, Order.GREATER_OR_EQUAL),
  BOOL("Bool", Family.TRUTH, false),
  BINARY_EQUALS("BinaryEquals", Family.BYTES, false),
  IP_ADDRESS("IpAddress", Family.NETWORK, false),
  NOT_IP_ADDRESS("NotIpAddress", Family.NETWORK, true),
  ARN_EQUALS("ArnEquals", Family.ARN, false),
  ARN_LIKE("ArnLike", Family.ARN, false),
  ARN_NOT_EQUALS("ArnNotEquals", Family.ARN, true),
  ARN_NOT_LIKE("ArnNotLike", Family.ARN, true),
  NULL("Null", Family.PRESENCE, false);

  /** How an operator reads and compares values. */
  enum Family {
    TEXT,
    TEXT_IGNORING_CASE,
    WILDCARD,
    NUMBER,
    DATE,
    TRUTH,
    BYTES,
    NETWORK,
    ARN,
    PRESENCE
  }

  /** How the request's value must stand to the policy's. */
  enum Order {
    EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    boolean accepts(int comparison) {
      return switch (this) {
        case EQUAL -> comparison == 0;
        case LESS -> comparison < 0;
        case LESS_OR_EQUAL -> comparison <= 0;
        case GREATER -> comparison > 0;
        case GREATER_OR_EQUAL -> comparison >= 0;
      };
    }
  }

  private static final Map<String, ConditionOperator> BY_FOLDED_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  operator -> Fold.key(operator.wireName), Function.identity()));

  private final String wireName;
  private final Family family;
  private final Order order;
  private final boolean negated;

  ConditionOperator(String wireName, Family family, boolean negated) {
    this.wireName = wireName;
    this.family = family;
    this.order = Order.EQUAL;
    this.negated = negated;
  }

  ConditionOperator(String wireName, Family family, Order order) {
    this.wireName = wireName;
    this.family = family;
    this.order = order;
    this.negated = false;
  }

  /** The operator of that name; names ignore case. */
  static Optional<ConditionOperator> named(String foldedName) {
    return Optional.ofNullable(BY_FOLDED_NAME.get(foldedName));
  }

  /** The name as AWS writes it. */
  public String wireName() {
    return wireName;
  }

  /** Whether the operator is true of values that do not match, and of keys that are absent. */
  public boolean isNegated() {
    return negated;
  }

  /** Whether policy variables may stand in its values. */
  public boolean takesVariables() {
    return switch (family) {
      case TEXT, TEXT_IGNORING_CASE, WILDCARD, ARN, TRUTH -> true;
      case NUMBER, DATE, BYTES, NETWORK, PRESENCE -> false;
    };
  }

  Family family() {
    return family;
  }

  Order order() {
    return order;
  }
}
