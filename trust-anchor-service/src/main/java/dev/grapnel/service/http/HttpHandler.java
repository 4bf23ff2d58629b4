package dev.grapnel.service.http;

/**
 * Answers requests. Called off the event loop, on many threads at once, and may block; must not
 * throw: a throw is a bug, answered 500 without detail and logged with the request id.
 */
@FunctionalInterface
public interface HttpHandler {
  HttpResponse handle(HttpRequest request);
}
