package dev.grapnel.service.credential;

import dev.grapnel.service.grant.GrantedSession;
import dev.grapnel.service.token.SealedSession;

/** Credentials that work until the session's end; only this package makes them. */
public final class TemporaryCredentials {
  private final GrantedSession session;
  private final SealedSession sealed;

  TemporaryCredentials(GrantedSession session, SealedSession sealed) {
    this.session = session;
    this.sealed = sealed;
  }

  public GrantedSession session() {
    return session;
  }

  public SealedSession sealed() {
    return sealed;
  }
}
