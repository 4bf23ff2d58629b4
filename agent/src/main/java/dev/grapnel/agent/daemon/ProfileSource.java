package dev.grapnel.agent.daemon;

import dev.grapnel.agent.config.ProfileConfig;
import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.credential.Refresher;
import dev.grapnel.agent.identity.IdentityReader;
import dev.grapnel.agent.identity.Leaf;
import dev.grapnel.agent.identity.RotatingIdentity;
import dev.grapnel.agent.problem.Problem;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.RetryRule;
import dev.grapnel.agent.session.ServiceClock;
import dev.grapnel.agent.session.SessionClient;
import dev.grapnel.agent.session.SessionFailure;
import dev.grapnel.agent.session.SessionResult;
import dev.grapnel.agent.session.Timing;
import dev.grapnel.agent.session.UrlConnectionTransport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A profile's credentials, from its identity, the service, and the roles it goes on to. */
final class ProfileSource implements Refresher.Source {
  /** With nothing good left, an attempt that hangs must not stand in the way of the next. */
  private static final Duration URGENT = Duration.ofSeconds(3);

  private static final Duration EXPIRY_WARNING = Duration.ofDays(7);
  private static final Duration WARNING_INTERVAL = Duration.ofHours(12);

  private final ProfileConfig config;
  private final RotatingIdentity identity;
  private final UrlConnectionTransport patient;
  private final UrlConnectionTransport hasty;
  private final SessionClient patientClient;
  private final SessionClient hastyClient;
  private final Timing timing;
  private final ServiceClock clock;
  private final Metrics metrics;
  private final Log log;
  private volatile Optional<Leaf> leaf = Optional.empty();
  private volatile Optional<Problem> rotationProblem = Optional.empty();
  private Instant warned = Instant.EPOCH;

  ProfileSource(ProfileConfig config, Timing timing, Metrics metrics, Log log)
      throws ProblemException {
    this.config = config;
    this.timing = timing;
    clock = new ServiceClock(timing.clock());
    this.metrics = metrics;
    this.log = log;
    identity = new RotatingIdentity(config.source(), new IdentityReader(timing.clock()));
    patient = UrlConnectionTransport.to(config.target().endpoint(), config.connection());
    hasty = patient.withTimeouts(URGENT, URGENT, URGENT);
    // The refresher itself tries again; with a second attempt only where the clock was the fault.
    patientClient = client(patient, config.connection().attemptTimeout());
    hastyClient = client(hasty, URGENT);
  }

  private SessionClient client(UrlConnectionTransport transport, Duration timeout) {
    return new SessionClient(transport, new RetryRule(1), timeout.multipliedBy(2), timing, clock);
  }

  /** By which the service's credentials expire. */
  InstantSource clock() {
    return clock;
  }

  /** The certificate in use. */
  Optional<Leaf> leaf() {
    return leaf;
  }

  /** Why what is on disk now is not in use. */
  Optional<Problem> rotationProblem() {
    return rotationProblem;
  }

  @Override
  public boolean hasChanged() {
    try {
      if (!identity.hasChanged()) {
        return false;
      }
      RotatingIdentity.State state = identity.read();
      note(state);
      return state.rotated();
    } catch (ProblemException e) {
      rotationProblem = Optional.of(e.problem());
      return false;
    }
  }

  private void note(RotatingIdentity.State state) {
    if (state.problem().isPresent() && !state.problem().equals(rotationProblem)) {
      log.warn(
          "the new key or certificate is not used; the one before it still is",
          "profile",
          config.name(),
          "reason",
          state.problem().get().what());
    }
    if (state.rotated()) {
      log.info("a new certificate is in use", "profile", config.name(), "serial", serial(state));
    }
    rotationProblem = state.problem();
    leaf = Optional.of(state.identity().leaf());
    metrics.certificate(config.name(), state.identity().leaf().notAfter());
    warnOfExpiry(state.identity().leaf());
  }

  private static String serial(RotatingIdentity.State state) {
    return state.identity().leaf().serial().toString(16);
  }

  private void warnOfExpiry(Leaf current) {
    Instant now = timing.clock().instant();
    boolean near = now.plus(EXPIRY_WARNING).isAfter(current.notAfter());
    if (near && now.isAfter(warned.plus(WARNING_INTERVAL))) {
      warned = now;
      log.warn(
          "the certificate expires soon; renew it",
          "profile",
          config.name(),
          "expires",
          current.notAfter().toString());
    }
  }

  @Override
  public Refresher.Outcome obtain(boolean urgent) throws InterruptedException {
    try {
      RotatingIdentity.State state = identity.read();
      note(state);
      long start = timing.nanoTime().getAsLong();
      SessionClient client = urgent ? hastyClient : patientClient;
      SessionResult result = client.create(state.identity(), config.target());
      if (result instanceof SessionResult.Issued(Credentials first) && config.chain().isPresent()) {
        result = config.chain().get().follow(first, urgent ? hasty : patient, clock);
      }
      Duration took = Duration.ofNanos(timing.nanoTime().getAsLong() - start);
      return outcome(result, took, client.skew());
    } catch (ProblemException e) {
      metrics.attempt(config.name(), "identity", Duration.ZERO);
      return new Refresher.Outcome.Failed(e.problem(), true, Optional.empty());
    }
  }

  private Refresher.Outcome outcome(SessionResult result, Duration took, Duration skew) {
    if (!skew.isZero()) {
      log.warn(
          "this machine's clock differs from the service's",
          "profile",
          config.name(),
          "seconds",
          Long.toString(skew.toSeconds()));
    }
    return switch (result) {
      case SessionResult.Issued(Credentials credentials) -> {
        metrics.attempt(config.name(), "", took);
        yield new Refresher.Outcome.Obtained(credentials);
      }
      case SessionResult.Failed(SessionFailure failure) -> {
        metrics.attempt(config.name(), errorType(failure), took);
        Optional<Duration> retryAfter =
            failure instanceof SessionFailure.Refused refused
                ? refused.retryAfter()
                : Optional.empty();
        yield new Refresher.Outcome.Failed(failure.problem(), failure.isTransient(), retryAfter);
      }
    };
  }

  private static String errorType(SessionFailure failure) {
    return switch (failure) {
      case SessionFailure.Refused refused ->
          refused.error().code().isEmpty()
              ? "http_" + refused.error().status()
              : refused.error().code();
      case SessionFailure.Unreachable _ -> "unreachable";
      case SessionFailure.Unusable _ -> "unusable_answer";
    };
  }
}
