package dev.grapnel.service.crypto;

/**
 * A public key that is not acceptable: the message says which rule it breaks and what is expected.
 */
public final class UnacceptableKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  UnacceptableKeyException(String message) {
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
