package dev.grapnel.agent.session;

import dev.grapnel.agent.credential.Credentials;

/** What came of asking for a session. */
public sealed interface SessionResult {
  record Issued(Credentials credentials) implements SessionResult {}

  record Failed(SessionFailure failure) implements SessionResult {}
}
