package dev.grapnel.service.api;

import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.refusal.Verdict;

/** CreateSession, which proves its caller by a certificate and keeps its own audit records. */
@FunctionalInterface
public interface SessionEndpoint {
  /** The JSON body of the 201, or the refusal. */
  Verdict<byte[]> createSession(HttpRequest request);
}
