package dev.grapnel.protocol.session;

/**
 * A CreateSession request, response or error that cannot be read: the message says which part, what
 * was wrong and what was expected. It never quotes a value.
 */
public final class MalformedSessionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public MalformedSessionException(String message) {
    // A refusal of hostile input must cost little, and its stack says nothing.
    super(message, null, false, false);
    reason = message;
  }

  /** What was wrong and what was expected; never null. */
  @Override
  public String getMessage() {
    return reason;
  }
}
