package dev.grapnel.service.http;

/**
 * How an {@link EdgeFault} looks on the wire. Called on the event loop; must neither block nor
 * throw. The server adds the request id.
 */
@FunctionalInterface
public interface EdgeAnswers {
  /**
   * The answer.
   *
   * @param rawPath the request's path, empty where it is not known
   */
  HttpResponse render(EdgeFault fault, String rawPath, String requestId);
}
