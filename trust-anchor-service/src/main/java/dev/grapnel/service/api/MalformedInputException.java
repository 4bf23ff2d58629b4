package dev.grapnel.service.api;

import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.service.refusal.Denial;

/** Input that does not keep to the API's model; the message is for the caller. */
public final class MalformedInputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fault;

  public MalformedInputException(String fault) {
    super(fault);
    this.fault = fault;
  }

  /** A query or form that could not be read. */
  public MalformedInputException(MalformedRequestException cause) {
    super(cause.getMessage(), cause);
    this.fault = String.valueOf(cause.getMessage());
  }

  /** What the caller is told. */
  public Denial denial() {
    return new Denial.Malformed(fault);
  }
}
