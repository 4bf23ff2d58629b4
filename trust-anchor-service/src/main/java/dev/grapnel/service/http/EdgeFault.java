package dev.grapnel.service.http;

/**
 * A request that no handler sees, or that a handler failed to answer: its form is wrong, a limit is
 * passed, or the server cannot take it now. The message is for the caller.
 */
public record EdgeFault(Kind kind, String message) {
  /** What is wrong, and its status and error code in the Roles Anywhere API. */
  public enum Kind {
    MALFORMED(400, "ValidationException"),
    TIMED_OUT(408, "ValidationException"),
    BODY_TOO_LARGE(413, "ValidationException"),
    TARGET_TOO_LONG(414, "ValidationException"),
    EXPECTATION_UNKNOWN(417, "ValidationException"),
    HEAD_TOO_LARGE(431, "ValidationException"),
    INTERNAL(500, "InternalServerException"),
    OVERLOADED(503, "ServiceUnavailableException"),
    VERSION_UNKNOWN(505, "ValidationException");

    private final int status;
    private final String code;

    Kind(int status, String code) {
      this.status = status;
      this.code = code;
    }

    public int status() {
      return status;
    }

    public String code() {
      return code;
    }
  }

  static EdgeFault malformed(String message) {
    return new EdgeFault(Kind.MALFORMED, message);
  }

  static final EdgeFault INTERNAL =
      new EdgeFault(
          Kind.INTERNAL,
          "The service failed to answer; its log has the reason under this answer's request id");

  static final EdgeFault BUSY =
      new EdgeFault(Kind.OVERLOADED, "The service has too much to do; try again in a second");

  static final EdgeFault LATE =
      new EdgeFault(Kind.TIMED_OUT, "The request did not arrive whole within its time");
}
