package dev.grapnel.service.policy.pattern;

/** A text that a policy may not hold in this place; the message says the rule. */
public final class InvalidPatternException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidPatternException(String message) {
    super(message);
  }
}
