package dev.grapnel.protocol.certificate;

/**
 * A certificate, a chain or a PEM text that cannot be read: the message says what was wrong and
 * what was expected, and never quotes it.
 */
public final class MalformedCertificateException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public MalformedCertificateException(String message) {
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
