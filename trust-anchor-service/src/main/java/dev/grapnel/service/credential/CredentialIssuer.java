package dev.grapnel.service.credential;

import dev.grapnel.service.grant.GrantedSession;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.token.SessionClaims;
import dev.grapnel.service.token.SessionSealer;
import java.util.List;

/** Turns granted sessions into credentials. Thread-safe. */
public final class CredentialIssuer {
  private final SessionSealer sealer;

  public CredentialIssuer(SessionSealer sealer) {
    this.sealer = sealer;
  }

  /** Credentials for the session; refused only if its claims do not fit into a token. */
  public Verdict<TemporaryCredentials> issue(GrantedSession session) {
    return sealer
        .seal(claims(session))
        .then(parts -> Verdict.pass(new TemporaryCredentials(session, parts)));
  }

  private static SessionClaims claims(GrantedSession session) {
    return new SessionClaims(
        session.role().accountId(),
        session.role().arn(),
        session.role().uniqueId(),
        session.sessionName(),
        session.sourceIdentity(),
        session.issuedAt(),
        session.expiresAt(),
        session.tags(),
        session.sessionPolicies(),
        List.of(session.trustAnchorArn().toString(), session.profile().arn().toString()));
  }
}
