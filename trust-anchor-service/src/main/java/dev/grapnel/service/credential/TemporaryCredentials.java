package dev.grapnel.service.credential;

import dev.grapnel.service.grant.GrantedSession;
import dev.grapnel.service.token.SealedSession;

/** Credentials that work until the session's end; only this package makes them. */
public final class TemporaryCredentials {
  private final GrantedSession session;
  private final SealedSession sealed;
  private final int packedSizePercent;

  TemporaryCredentials(GrantedSession session, SealedSession sealed, int packedSizePercent) {
    this.session = session;
    this.sealed = sealed;
    this.packedSizePercent = packedSizePercent;
  }

  public GrantedSession session() {
    return session;
  }

  public SealedSession sealed() {
    return sealed;
  }

  /** How much of the room for session policies and tags is used. */
  public int packedSizePercent() {
    return packedSizePercent;
  }
}
