package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.Fold;
import dev.grapnel.service.policy.pattern.InvalidPatternException;

/**
 * An operator as a policy names it: with its set qualifier and {@code IfExists}, such as {@code
 * ForAnyValue:StringLikeIfExists}. Names ignore case.
 */
public record ConditionType(ConditionOperator operator, SetQualifier qualifier, boolean ifExists) {
  private static final String IF_EXISTS = "ifexists";

  /** Reads the name, or says why it is none. */
  public static ConditionType parse(String name) throws InvalidPatternException {
    String rest = Fold.key(name);
    SetQualifier qualifier = SetQualifier.NONE;
    for (SetQualifier candidate : SetQualifier.values()) {
      String prefix = Fold.key(candidate.prefix());
      if (!prefix.isEmpty() && rest.startsWith(prefix)) {
        qualifier = candidate;
        rest = rest.substring(prefix.length());
        break;
      }
    }
    boolean ifExists = rest.endsWith(IF_EXISTS);
    if (ifExists) {
      rest = rest.substring(0, rest.length() - IF_EXISTS.length());
    }
    ConditionOperator operator =
        ConditionOperator.named(rest)
            .orElseThrow(
                () -> new InvalidPatternException("\"" + name + "\" is no condition operator"));
    if (ifExists && operator == ConditionOperator.NULL) {
      throw new InvalidPatternException("Null asks whether a key exists and takes no IfExists");
    }
    return new ConditionType(operator, qualifier, ifExists);
  }

  /** The name as AWS writes it. */
  @Override
  public String toString() {
    return qualifier.prefix() + operator.wireName() + (ifExists ? "IfExists" : "");
  }
}
