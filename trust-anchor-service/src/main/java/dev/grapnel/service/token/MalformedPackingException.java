package dev.grapnel.service.token;

/** Bytes that {@link PackedWriter} could not have written. */
final class MalformedPackingException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedPackingException(String message) {
    super(message);
  }
}
