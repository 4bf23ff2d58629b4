package dev.grapnel.protocol.arn;

/**
 * A text that is not an Amazon Resource Name; the message says what was wrong and what was
 * expected.
 */
public final class InvalidArnException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  InvalidArnException(String message) {
    super(message);
    reason = message;
  }

  /** What was wrong and what was expected; never null. */
  @Override
  public String getMessage() {
    return reason;
  }
}
