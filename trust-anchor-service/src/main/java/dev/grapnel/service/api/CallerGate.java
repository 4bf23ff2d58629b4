package dev.grapnel.service.api;

import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.refusal.Verdict;

/** Who calls, and what they may do. Thread-safe. */
public interface CallerGate {
  /** The caller, if the signature is good and scoped to that service ({@code iam}). */
  Verdict<AuthenticatedCaller> authenticate(HttpRequest request, String service);

  /** The same caller, if it may do this. */
  Verdict<AuthenticatedCaller> authorize(
      AuthenticatedCaller caller, Permission permission, HttpRequest request);
}
