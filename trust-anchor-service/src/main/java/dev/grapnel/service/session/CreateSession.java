package dev.grapnel.service.session;

import dev.grapnel.protocol.session.CreateSessionRequest;
import dev.grapnel.protocol.session.CreateSessionResponse;
import dev.grapnel.protocol.session.MalformedSessionException;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.service.chain.ChainVerifier;
import dev.grapnel.service.chain.TrustedChain;
import dev.grapnel.service.credential.CredentialIssuer;
import dev.grapnel.service.credential.TemporaryCredentials;
import dev.grapnel.service.grant.SessionGranter;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.Snapshots;
import dev.grapnel.service.signature.ProofOfPossession;
import dev.grapnel.service.signature.SignedRequest;

/**
 * The operation CreateSession: a signed request in, temporary credentials or a refusal out, and
 * either on record first. Thread-safe.
 */
public final class CreateSession {
  private final Snapshots registry;
  private final ProofOfPossession proof;
  private final ChainVerifier chains;
  private final SessionGranter granter;
  private final CredentialIssuer issuer;
  private final SessionAudit audit;
  private final SubjectSightings sightings;

  public CreateSession(
      Snapshots registry,
      ProofOfPossession proof,
      ChainVerifier chains,
      SessionGranter granter,
      CredentialIssuer issuer,
      SessionAudit audit,
      SubjectSightings sightings) {
    this.registry = registry;
    this.proof = proof;
    this.chains = chains;
    this.granter = granter;
    this.issuer = issuer;
    this.audit = audit;
    this.sightings = sightings;
  }

  /** Answers a {@code POST} to {@code /sessions}. */
  public Verdict<CreateSessionResponse> handle(HttpRequest http) {
    Attempt attempt = new Attempt(http);
    Verdict<TemporaryCredentials> verdict = audit.keep(attempt, decide(attempt));
    sightings.note(attempt, verdict instanceof Verdict.Refused);
    return verdict.then(SessionAnswer::of);
  }

  private Verdict<TemporaryCredentials> decide(Attempt attempt) {
    return query(attempt.http()).then(query -> decide(attempt, query));
  }

  private Verdict<TemporaryCredentials> decide(Attempt attempt, QueryString query) {
    HttpRequest http = attempt.http();
    RegistryView view = registry.current();
    return request(query, http)
        .then(
            request ->
                SignedRequest.read(query, http.headers(), http.body())
                    .then(proof::prove)
                    .then(caller -> attempt.proven(request, caller))
                    .then(caller -> chains.verify(caller, request.trustAnchorArn(), view))
                    .then(chain -> trusted(attempt, chain))
                    .then(chain -> granter.decide(chain, request, attempt.facts(), view))
                    .then(issuer::issue));
  }

  private Verdict<TrustedChain> trusted(Attempt attempt, TrustedChain chain) {
    proof.remember(chain.caller());
    return attempt.trusted(chain);
  }

  private static Verdict<QueryString> query(HttpRequest http) {
    try {
      return Verdict.pass(QueryString.parse(http.rawQuery()));
    } catch (MalformedRequestException e) {
      return Verdict.refuse(new Denial.Malformed(e.getMessage()));
    }
  }

  private static Verdict<CreateSessionRequest> request(QueryString query, HttpRequest http) {
    try {
      return Verdict.pass(CreateSessionRequest.decode(query, http.body()));
    } catch (MalformedSessionException e) {
      return Verdict.refuse(new Denial.Malformed(e.getMessage()));
    }
  }
}
