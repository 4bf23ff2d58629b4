package dev.grapnel.service.x509;

/**
 * A structure that is not what RFC 5280 says, or is beyond a limit. The message says what was wrong
 * and never quotes the bytes.
 */
public final class MalformedX509Exception extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedX509Exception(String message) {
    // A refusal of hostile input must cost little, and its stack says nothing.
    super(message, null, false, false);
  }
}
