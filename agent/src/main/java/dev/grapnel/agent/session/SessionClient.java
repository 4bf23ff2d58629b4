package dev.grapnel.agent.session;

import dev.grapnel.agent.identity.WorkloadIdentity;
import dev.grapnel.agent.problem.Problem;
import dev.grapnel.protocol.certificate.CertificateHeaders;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.protocol.signing.X509Signer;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks for sessions. Each attempt is signed anew. Thread-safe. */
public final class SessionClient {
  private final Transport transport;
  private final RetryRule retries;
  private final Duration totalTimeout;
  private final Timing timing;
  private final ServiceClock clock;
  private volatile Optional<Duration> difference = Optional.empty();

  /**
   * @param totalTimeout after which no further attempt begins
   */
  public SessionClient(
      Transport transport, RetryRule retries, Duration totalTimeout, Timing timing) {
    this(transport, retries, totalTimeout, timing, new ServiceClock(timing.clock()));
  }

  /** The same, with a clock that it shares with others. */
  public SessionClient(
      Transport transport,
      RetryRule retries,
      Duration totalTimeout,
      Timing timing,
      ServiceClock clock) {
    this.transport = transport;
    this.retries = retries;
    this.totalTimeout = totalTimeout;
    this.timing = timing;
    this.clock = clock;
  }

  /** How far the service's clock is ahead of ours, once a refusal has shown that it matters. */
  public Duration skew() {
    return clock.skew();
  }

  /** How far the service's clock was ahead of ours at its last answer, if that said so. */
  public Optional<Duration> clockDifference() {
    return difference;
  }

  /** One session, or why there is none after all attempts. */
  public SessionResult create(WorkloadIdentity identity, SessionTarget target)
      throws InterruptedException {
    long end = timing.nanoTime().getAsLong() + totalTimeout.toNanos();
    Duration skew = clock.skew();
    boolean adjusted = false;
    int failed = 0;
    while (true) {
      Attempt made = attempt(identity, target, clock.instant(skew));
      if (!(made.result() instanceof SessionResult.Failed(SessionFailure failure))) {
        clock.adopt(skew);
        return made.result();
      }
      Optional<Duration> told = adjusted ? Optional.empty() : toldByRefusal(failure, made, skew);
      if (told.isPresent() && !ServiceClock.isIncredible(told.get())) {
        skew = told.get(); // for one more attempt, at once
        adjusted = true;
        continue;
      }
      failed++;
      Duration pause = retries.pause(failed, timing.random().getAsDouble(), failure);
      boolean inTime = timing.nanoTime().getAsLong() + pause.toNanos() < end;
      if (failed >= retries.attempts() || !inTime || !failure.isTransient()) {
        return told.isPresent() && failure instanceof SessionFailure.Refused refused
            ? new SessionResult.Failed(wrongClock(refused, told.get()))
            : made.result();
      }
      timing.pause().take(pause);
    }
  }

  /**
   * What came of one attempt.
   *
   * @param headers of the answer, if there was one
   */
  private record Attempt(SessionResult result, Headers headers) {}

  private Attempt attempt(WorkloadIdentity identity, SessionTarget target, Instant now) {
    try {
      byte[] body = target.request().body();
      QueryString query = target.request().query();
      Headers headers = sign(identity, target, query, body, now);
      URI uri = URI.create(target.endpoint().base() + "/sessions?" + query.canonical());
      Transport.Answer answer = transport.post(uri, headers, body);
      difference =
          SessionAnswer.serverTime(answer.headers())
              .map(told -> Duration.between(timing.clock().instant(), told));
      return new Attempt(SessionAnswer.read(answer, target, now), answer.headers());
    } catch (Transport.TransportException e) {
      Problem problem = new Problem(String.valueOf(e.getMessage()), e.hint());
      SessionFailure failure = new SessionFailure.Unreachable(problem, e.isRetryable());
      return new Attempt(new SessionResult.Failed(failure), Headers.NONE);
    } catch (GeneralSecurityException | MalformedRequestException e) {
      Problem problem =
          new Problem("the request cannot be signed: " + e.getMessage(), "check the private key");
      SessionFailure failure = new SessionFailure.Unreachable(problem, false);
      return new Attempt(new SessionResult.Failed(failure), Headers.NONE);
    }
  }

  private static Headers sign(
      WorkloadIdentity identity, SessionTarget target, QueryString query, byte[] body, Instant at)
      throws GeneralSecurityException, MalformedRequestException {
    Headers headers =
        Headers.of(
            "host",
            target.endpoint().hostHeader(),
            "content-type",
            "application/json",
            CertificateHeaders.LEAF,
            identity.leaf().der().base64());
    if (!identity.chain().isEmpty()) {
      headers =
          headers.with(CertificateHeaders.CHAIN, CertificateHeaders.encodeChain(identity.chain()));
    }
    X509Signer signer =
        new X509Signer(
            identity.algorithm(), identity.signer(), identity.leaf().serial(), target.region());
    return signer
        .sign(SignableRequest.createSession(query, headers, body), new AmzDate(at))
        .with("user-agent", "grapnel-agent");
  }

  /**
   * How far the service is ahead by its word at a refusal, where that may be the refusal's cause.
   */
  private Optional<Duration> toldByRefusal(
      SessionFailure failure, Attempt made, Duration signedWith) {
    return failure instanceof SessionFailure.Refused refused && refused.error().status() / 100 == 4
        ? SessionAnswer.serverTime(made.headers())
            .map(clock::ahead)
            .filter(told -> ServiceClock.isFault(signedWith, told))
        : Optional.empty();
  }

  private SessionFailure wrongClock(SessionFailure.Refused refused, Duration ahead) {
    Problem problem =
        new Problem(
            refused.problem().what()
                + "; by the service's clock this machine's is off by "
                + ahead.toHours()
                + " h, and no more than "
                + ServiceClock.LARGEST_SKEW.toHours()
                + " h are made up for",
            "set this machine's clock, or check that the endpoint is the service");
    return new SessionFailure.Refused(
        refused.error(), problem, refused.isTransient(), refused.retryAfter());
  }
}
