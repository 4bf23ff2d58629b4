package dev.grapnel.service.policy;

/** A text that names no principal; the message says what was expected. */
public final class InvalidPrincipalException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidPrincipalException(String message) {
    super(message);
  }
}
