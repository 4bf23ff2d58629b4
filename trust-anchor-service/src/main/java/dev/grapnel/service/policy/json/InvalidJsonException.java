package dev.grapnel.service.policy.json;

/** A text that is not JSON within the limits. */
public final class InvalidJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String pointer;

  InvalidJsonException(String pointer, String message) {
    super(message);
    this.pointer = pointer;
  }

  /** How far the text was understood, as a JSON pointer. */
  public String pointer() {
    return pointer;
  }
}
