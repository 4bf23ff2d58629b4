package dev.grapnel.service.policy.pattern;

/** A text that a policy may not hold in this place; the message says the rule. */
public final class InvalidPatternException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String rule;

  public InvalidPatternException(String rule) {
    super(rule);
    this.rule = rule;
  }

  /** What was wrong and what was expected: the message. */
  public String rule() {
    return rule;
  }
}
