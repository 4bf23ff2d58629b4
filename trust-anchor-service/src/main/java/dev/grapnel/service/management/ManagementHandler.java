package dev.grapnel.service.management;

import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.service.http.HttpHandler;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.http.HttpResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers {@code /livez}, {@code /readyz} and {@code /metrics}. */
public final class ManagementHandler implements HttpHandler {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Readiness readiness;
  private final PrometheusMeterRegistry meters;

  public ManagementHandler(Readiness readiness, PrometheusMeterRegistry meters) {
    this.readiness = readiness;
    this.meters = meters;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    return switch (request.rawPath()) {
      case "/livez", "/readyz", "/metrics" -> reads ? read(request.rawPath()) : notAllowed();
      case String _ -> text(404, TEXT, "not found; there are /livez, /readyz and /metrics\n");
    };
  }

  private HttpResponse read(String path) {
    return switch (path) {
      case "/livez" -> text(200, TEXT, "ok\n");
      case "/readyz" -> ready();
      case String _ -> text(200, METRICS, meters.scrape());
    };
  }

  private HttpResponse ready() {
    Map<String, String> problems = readiness.problems();
    if (problems.isEmpty()) {
      return text(200, TEXT, "ok\n");
    }
    return text(
        503,
        TEXT,
        problems.entrySet().stream()
            .map(problem -> problem.getKey() + ": " + problem.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  private static HttpResponse notAllowed() {
    HttpResponse answer = text(405, TEXT, "use GET\n");
    return new HttpResponse(
        answer.status(), answer.headers().with("allow", "GET, HEAD"), answer.body());
  }

  private static HttpResponse text(int status, String type, String body) {
    return new HttpResponse(
        status,
        Headers.of("content-type", type, "cache-control", "no-store"),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
