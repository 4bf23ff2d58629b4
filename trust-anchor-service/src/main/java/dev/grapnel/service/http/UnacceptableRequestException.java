package dev.grapnel.service.http;

/**
 * Carries an {@link EdgeFault} out of the parsers of this package. Without a stack trace, because
 * strangers decide how many are made.
 */
final class UnacceptableRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient EdgeFault fault;

  UnacceptableRequestException(EdgeFault fault) {
    super(fault.message(), null, false, false);
    this.fault = fault;
  }

  static UnacceptableRequestException malformed(String message) {
    return new UnacceptableRequestException(EdgeFault.malformed(message));
  }

  EdgeFault fault() {
    return fault;
  }
}
