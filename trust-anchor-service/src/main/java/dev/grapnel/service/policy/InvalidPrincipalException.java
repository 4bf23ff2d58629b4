package dev.grapnel.service.policy;

/** A text that names no principal; the message says what was expected. */
public final class InvalidPrincipalException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String rule;

  InvalidPrincipalException(String rule) {
    super(rule);
    this.rule = rule;
  }

  /** What was wrong and what was expected: the message. */
  public String rule() {
    return rule;
  }
}
