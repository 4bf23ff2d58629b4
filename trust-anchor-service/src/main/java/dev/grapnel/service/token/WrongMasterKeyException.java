package dev.grapnel.service.token;

/** What is kept cannot be decrypted; the message names what, and says what to check. */
public final class WrongMasterKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  WrongMasterKeyException(String message) {
    super(message);
  }
}
