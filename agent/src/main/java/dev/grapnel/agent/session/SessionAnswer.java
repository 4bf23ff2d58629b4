package dev.grapnel.agent.session;

import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.problem.Problem;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Reads what the service answered. */
final class SessionAnswer {
  private static final String FIRST = "/credentialSet/0/credentials/";

  private SessionAnswer() {}

  static SessionResult read(Transport.Answer answer, SessionTarget target, Instant now) {
    if (answer.status() / 100 == 2) {
      return issued(answer, target, now);
    }
    return new SessionResult.Failed(refused(answer));
  }

  private static SessionResult issued(Transport.Answer answer, SessionTarget target, Instant now) {
    Map<String, String> texts;
    try {
      texts = JsonTexts.read(answer.body());
    } catch (JsonTexts.MalformedJsonException e) {
      return unusable("is not JSON: " + e.getMessage());
    }
    String accessKeyId = texts.getOrDefault(FIRST + "accessKeyId", "");
    String secret = texts.getOrDefault(FIRST + "secretAccessKey", "");
    String token = texts.getOrDefault(FIRST + "sessionToken", "");
    String expiration = texts.getOrDefault(FIRST + "expiration", "");
    if (accessKeyId.isEmpty() || secret.isEmpty() || token.isEmpty() || expiration.isEmpty()) {
      return unusable(
          "lacks a part of the credentials (accessKeyId, secretAccessKey, sessionToken,"
              + " expiration)");
    }
    return instant(expiration)
        .map(
            end ->
                new Credentials(
                    accessKeyId,
                    SecretValue.ofText(secret),
                    SecretValue.ofText(token),
                    target.roleAccountId(),
                    now,
                    end))
        .map(
            credentials ->
                credentials.isExpired(now)
                    ? unusable("holds credentials that expired at " + credentials.expiration())
                    : new SessionResult.Issued(credentials))
        .orElseGet(() -> unusable("has an expiration that is not a time of ISO 8601"));
  }

  private static SessionResult unusable(String what) {
    Problem problem =
        new Problem(
            "the service's answer " + what,
            "check that the endpoint is a Roles Anywhere service, and the machine's clock");
    return new SessionResult.Failed(new SessionFailure.Unusable(problem));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static SessionFailure refused(Transport.Answer answer) {
    Map<String, String> texts;
    try {
      texts = JsonTexts.read(answer.body());
    } catch (JsonTexts.MalformedJsonException _) {
      texts = Map.of(); // a proxy's page, for one
    }
    String code =
        shortCode(
            answer
                .headers()
                .first("x-amzn-errortype")
                .orElse(texts.getOrDefault("/__type", texts.getOrDefault("/code", ""))));
    String message = texts.getOrDefault("/message", texts.getOrDefault("/Message", ""));
    String requestId = answer.headers().first("x-amzn-requestid").orElse("");
    StringBuilder what = new StringBuilder("CreateSession was refused: ").append(answer.status());
    if (!code.isEmpty()) {
      what.append(' ').append(code);
    }
    if (!message.isEmpty()) {
      what.append(": ").append(message);
    }
    if (!requestId.isEmpty()) {
      what.append(" (request id ").append(requestId).append(')');
    }
    boolean isTransient = RetryRule.isTransient(answer.status(), code);
    return new SessionFailure.Refused(
        answer.status(),
        code,
        requestId,
        new Problem(what.toString(), ErrorCodes.hint(answer.status(), code)),
        isTransient,
        retryAfter(answer.headers()));
  }

  /** The code without what may stand around it: {@code namespace#Code:uri}. */
  private static String shortCode(String code) {
    int colon = code.indexOf(':');
    String front = colon < 0 ? code : code.substring(0, colon);
    return front.substring(front.indexOf('#') + 1);
  }

  /** {@code Retry-After} in seconds or as a date (RFC 9110 10.2.3). */
  private static Optional<Duration> retryAfter(Headers headers) {
    Optional<String> value = headers.first("retry-after");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(value.get().strip()))));
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
