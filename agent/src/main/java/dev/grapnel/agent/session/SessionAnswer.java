package dev.grapnel.agent.session;

import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.problem.Problem;
import dev.grapnel.protocol.session.CreateSessionResponse;
import dev.grapnel.protocol.session.MalformedSessionException;
import dev.grapnel.protocol.session.ServiceError;
import dev.grapnel.protocol.session.SessionCredentials;
import dev.grapnel.protocol.signing.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads what the service answered. */
final class SessionAnswer {
  private SessionAnswer() {}

  static SessionResult read(Transport.Answer answer, SessionTarget target, Instant now) {
    if (answer.status() / 100 == 2) {
      return issued(answer, target, now);
    }
    return new SessionResult.Failed(refused(answer));
  }

  private static SessionResult issued(Transport.Answer answer, SessionTarget target, Instant now) {
    SessionCredentials received;
    try {
      received = CreateSessionResponse.decode(answer.body()).credentials();
    } catch (MalformedSessionException e) {
      return unusable("cannot be used: " + e.getMessage());
    }
    if (!now.isBefore(received.expiration())) {
      return unusable("holds credentials that expired at " + received.expiration());
    }
    return new SessionResult.Issued(
        new Credentials(
            received.accessKeyId(),
            received.secretAccessKey(),
            received.sessionToken(),
            target.request().roleArn().account(),
            now,
            received.expiration()));
  }

  private static SessionResult unusable(String what) {
    Problem problem =
        new Problem(
            "the service's answer " + what,
            "check that the endpoint is a Roles Anywhere service, and this machine's clock");
    return new SessionResult.Failed(new SessionFailure.Unusable(problem));
  }

  private static SessionFailure refused(Transport.Answer answer) {
    ServiceError error = ServiceError.decode(answer.status(), answer.headers(), answer.body());
    StringBuilder what = new StringBuilder("CreateSession was refused: ").append(error.status());
    if (!error.code().isEmpty()) {
      what.append(' ').append(error.code());
    }
    if (!error.message().isEmpty()) {
      what.append(": ").append(error.message());
    }
    if (!error.requestId().isEmpty()) {
      what.append(" (request id ").append(error.requestId()).append(')');
    }
    return new SessionFailure.Refused(
        error,
        new Problem(what.toString(), ErrorCodes.hint(error.status(), error.code())),
        RetryRule.isTransient(error.status(), error.code()),
        retryAfter(answer.headers()));
  }

  /** {@code Retry-After} in seconds or as a date (RFC 9110 10.2.3). */
  private static Optional<Duration> retryAfter(Headers headers) {
    Optional<String> value = headers.first("retry-after");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.ofSeconds(Math.clamp(Long.parseLong(value.get()), 0, 86_400)));
    } catch (NumberFormatException _) {
      return date(value.get())
          .flatMap(at -> serverTime(headers).map(now -> Duration.between(now, at)))
          .filter(Duration::isPositive);
    }
  }

  /** The answer's {@code Date}. */
  static Optional<Instant> serverTime(Headers headers) {
    return headers.first("date").flatMap(SessionAnswer::date);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
