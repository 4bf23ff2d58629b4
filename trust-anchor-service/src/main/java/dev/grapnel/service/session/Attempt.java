package dev.grapnel.service.session;

import dev.grapnel.protocol.session.CreateSessionRequest;
import dev.grapnel.service.chain.TrustedChain;
import dev.grapnel.service.grant.CallFacts;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.signature.ProvenCaller;
import java.util.Optional;

/** One call, and how far it got: what the audit trail can say of it. Used by one thread. */
final class Attempt {
  private final HttpRequest http;
  private Optional<CreateSessionRequest> request = Optional.empty();
  private Optional<ProvenCaller> caller = Optional.empty();
  private Optional<TrustedChain> chain = Optional.empty();

  Attempt(HttpRequest http) {
    this.http = http;
  }

  HttpRequest http() {
    return http;
  }

  CallFacts facts() {
    return new CallFacts(
        http.remoteAddress().getHostAddress(), http.secure(), http.headers().first("user-agent"));
  }

  /** Notes that the caller holds the key of its certificate. */
  Verdict<ProvenCaller> proven(CreateSessionRequest asked, ProvenCaller proven) {
    request = Optional.of(asked);
    caller = Optional.of(proven);
    return Verdict.pass(proven);
  }

  /** Notes that the certificate leads to the trust anchor. */
  Verdict<TrustedChain> trusted(TrustedChain trusted) {
    chain = Optional.of(trusted);
    return Verdict.pass(trusted);
  }

  Optional<CreateSessionRequest> request() {
    return request;
  }

  Optional<ProvenCaller> caller() {
    return caller;
  }

  Optional<TrustedChain> chain() {
    return chain;
  }
}
