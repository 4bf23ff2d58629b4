package dev.grapnel.service.grant;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.session.CreateSessionRequest;
import dev.grapnel.service.chain.TrustedChain;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Decides whether a trusted chain gets a role. Thread-safe.
 *
 * <p>The caller is proven by now, so a refusal says why, except about another account: what is not
 * the trust anchor's account's own is answered as before proof.
 */
public final class SessionGranter {
  private final InstantSource clock;
  private final RoleTrust roleTrust = new RoleTrust();

  public SessionGranter(InstantSource clock) {
    this.clock = clock;
  }

  /** A session for this chain, by this snapshot of the registry, or why not. */
  public Verdict<GrantedSession> decide(
      TrustedChain chain, CreateSessionRequest request, CallFacts call, RegistryView registry) {
    Instant now = clock.instant();
    return ownAccount(chain, request)
        .then(_ -> profile(request, registry))
        .then(
            profile ->
                role(request, profile, registry)
                    .then(
                        role -> session(new Candidate(chain, profile, role, request), call, now)));
  }

  private Verdict<GrantedSession> session(Candidate candidate, CallFacts call, Instant now) {
    return SessionIdentity.of(candidate)
        .then(
            identity ->
                end(candidate, now)
                    .then(
                        end ->
                            roleTrust
                                .allows(
                                    candidate.role(),
                                    TrustContext.of(candidate, identity, call, now))
                                .then(_ -> Verdict.pass(granted(candidate, identity, now, end)))));
  }

  private static GrantedSession granted(
      Candidate candidate, SessionIdentity identity, Instant now, Instant end) {
    return new GrantedSession(
        candidate.chain(),
        candidate.profile(),
        candidate.role(),
        identity.sessionName(),
        identity.sourceIdentity(),
        SessionTags.of(identity.attributes()),
        now.truncatedTo(ChronoUnit.SECONDS),
        end);
  }

  private static Verdict<String> ownAccount(TrustedChain chain, CreateSessionRequest request) {
    String accountId = chain.trustAnchor().accountId();
    for (Arn arn : new Arn[] {request.profileArn(), request.roleArn()}) {
      if (!arn.account().equals(accountId)) {
        return Verdict.refuse(
            new Denial.Unproven(
                arn + " is not of the trust anchor's account " + accountId + "; refused unseen"));
      }
    }
    return Verdict.pass(accountId);
  }

  private static Verdict<Profile> profile(CreateSessionRequest request, RegistryView registry) {
    Arn arn = request.profileArn();
    Optional<Profile> found = registry.profile(arn);
    if (found.isEmpty()) {
      return Verdict.refuse(new Denial.NotFound("There is no profile " + arn));
    }
    Profile profile = found.get();
    if (!profile.enabled()) {
      return notAllowed("Profile " + arn + " is disabled; enable it or use another");
    }
    if (request.roleSessionName().isPresent() && !profile.acceptRoleSessionName()) {
      return notAllowed(
          "Profile "
              + arn
              + " does not accept a roleSessionName; leave it out or set acceptRoleSessionName");
    }
    return Verdict.pass(profile);
  }

  private static Verdict<Role> role(
      CreateSessionRequest request, Profile profile, RegistryView registry) {
    Arn arn = request.roleArn();
    if (!profile.roleArns().contains(arn.toString())) {
      return notAllowed("Profile " + profile.arn() + " does not list role " + arn);
    }
    return registry
        .role(arn)
        .map(Verdict::pass)
        .orElseGet(() -> Verdict.refuse(new Denial.NotFound("There is no role " + arn)));
  }

  private static Verdict<Instant> end(Candidate candidate, Instant now) {
    Duration profileMax = candidate.profile().duration();
    return SessionDuration.end(
        now,
        candidate.request().duration().orElse(profileMax),
        profileMax,
        candidate.chain().notAfter(),
        candidate.role().maxSessionDuration());
  }

  private static <T> Verdict<T> notAllowed(String message) {
    return Verdict.refuse(new Denial.NotAllowed(message, message));
  }
}
