package dev.grapnel.service.api;

import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.service.api.WireError.Dialect;
import dev.grapnel.service.http.EdgeAnswers;
import dev.grapnel.service.http.EdgeFault;
import dev.grapnel.service.http.HttpResponse;
import java.util.Optional;

/** What the API tells the HTTP server: how large bodies may be, and how its faults look. */
public final class ApiEdge implements EdgeAnswers {
  /** The largest body of a CreateSession. */
  public static final int SESSION_BODY_BYTES = 65_536;

  /** The largest body of any other REST operation; a CRL has up to 400,000 bytes in base64. */
  public static final int REST_BODY_BYTES = 1 << 20;

  private static final int BAD_REQUEST = 400;

  /** How large a body may be, in bytes. */
  public static int maxBodyBytes(String method, String rawPath) {
    if (ApiHandler.isCreateSession(method, rawPath)) {
      return SESSION_BODY_BYTES;
    }
    return ApiHandler.isQuery(rawPath) ? QueryString.MAX_LENGTH : REST_BODY_BYTES;
  }

  @Override
  public HttpResponse render(EdgeFault fault, String rawPath, String requestId) {
    boolean query = ApiHandler.isQuery(rawPath) && !rawPath.isEmpty();
    WireError error =
        new WireError(
            status(fault.kind()),
            query ? queryCode(fault.kind()) : fault.kind().code(),
            fault.message(),
            Optional.empty());
    return query ? Answers.xml(error, Optional.empty(), requestId) : Answers.json(error, requestId);
  }

  /** What breaks a limit of the API is told as any other invalid input is. */
  private static int status(EdgeFault.Kind kind) {
    return switch (kind) {
      case MALFORMED, BODY_TOO_LARGE, TARGET_TOO_LONG, HEAD_TOO_LARGE -> BAD_REQUEST;
      case TIMED_OUT, EXPECTATION_UNKNOWN, INTERNAL, OVERLOADED, VERSION_UNKNOWN -> kind.status();
    };
  }

  private static String queryCode(EdgeFault.Kind kind) {
    return switch (kind) {
      case INTERNAL -> WireError.internal(Dialect.QUERY).code();
      case OVERLOADED -> "ServiceUnavailable";
      case MALFORMED,
          TIMED_OUT,
          BODY_TOO_LARGE,
          TARGET_TOO_LONG,
          EXPECTATION_UNKNOWN,
          HEAD_TOO_LARGE,
          VERSION_UNKNOWN ->
          "ValidationError";
    };
  }
}
