package dev.grapnel.service.api;

import dev.grapnel.service.http.HttpHandler;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.http.HttpResponse;
import dev.grapnel.service.refusal.Verdict;

/** Sends each request of the API address to the protocol that it speaks. Thread-safe. */
public final class ApiHandler implements HttpHandler {
  private static final String SESSIONS = "/sessions";
  private static final int CREATED = 201;

  private final SessionEndpoint sessions;
  private final HttpHandler query;
  private final HttpHandler rest;

  /**
   * @param query IAM and STS, at {@code /}
   * @param rest everything else
   */
  public ApiHandler(SessionEndpoint sessions, HttpHandler query, HttpHandler rest) {
    this.sessions = sessions;
    this.query = query;
    this.rest = rest;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    if (isCreateSession(request.method(), request.rawPath())) {
      return createSession(request);
    }
    return isQuery(request.rawPath()) ? query.handle(request) : rest.handle(request);
  }

  /** Whether this is CreateSession, under whatever prefix a proxy has put before it. */
  public static boolean isCreateSession(String method, String rawPath) {
    return method.equals("POST") && rawPath.endsWith(SESSIONS);
  }

  /** Whether this path is where IAM and STS are. */
  public static boolean isQuery(String rawPath) {
    return rawPath.isEmpty() || rawPath.equals("/");
  }

  private HttpResponse createSession(HttpRequest request) {
    String requestId = request.requestId();
    return switch (sessions.createSession(request)) {
      case Verdict.Passed<byte[]> passed -> Answers.json(CREATED, passed.value(), requestId);
      case Verdict.Refused<byte[]> refused ->
          Answers.json(WireError.of(refused.denial(), WireError.Dialect.REST), requestId);
    };
  }
}
