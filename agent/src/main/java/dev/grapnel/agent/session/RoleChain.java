package dev.grapnel.agent.session;

import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.problem.Problem;
import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.session.ServiceError;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SigV4Signer;
import dev.grapnel.protocol.signing.SignableRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes from a session's role to others by STS AssumeRole, one after another. Each hop lasts an hour
 * at most, which is the limit for role chaining.
 *
 * @param endpoint of STS
 * @param roles in order; none for no hop
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS:
 *     AssumeRole</a>
 */
public record RoleChain(Endpoint endpoint, String region, List<Arn> roles, String sessionName) {
  private static final Duration LONGEST_HOP = Duration.ofHours(1);
  private static final Duration SHORTEST_HOP = Duration.ofMinutes(15);

  public RoleChain {
    roles = List.copyOf(roles);
  }

  /** The credentials of the last role, or why one of the hops was not made. */
  public SessionResult follow(Credentials first, Transport transport, InstantSource clock) {
    Credentials credentials = first;
    for (Arn role : roles) {
      SessionResult result = hop(credentials, role, transport, clock.instant());
      if (!(result instanceof SessionResult.Issued(Credentials next))) {
        return result;
      }
      credentials = next;
    }
    return new SessionResult.Issued(credentials);
  }

  private SessionResult hop(Credentials credentials, Arn role, Transport transport, Instant now) {
    Duration left = Duration.between(now, credentials.expiration());
    Duration duration = left.compareTo(LONGEST_HOP) > 0 ? LONGEST_HOP : left;
    QueryString form =
        QueryString.of(
            "Action",
            "AssumeRole",
            "Version",
            "2011-06-15",
            "RoleArn",
            role.toString(),
            "RoleSessionName",
            sessionName,
            "DurationSeconds",
            Long.toString(
                duration.compareTo(SHORTEST_HOP) < 0
                    ? SHORTEST_HOP.toSeconds()
                    : duration.toSeconds()));
    byte[] body = form.canonical().getBytes(StandardCharsets.US_ASCII);
    try {
      Headers headers =
          new SigV4Signer(
                  credentials.accessKeyId(),
                  credentials.secretAccessKey(),
                  credentials.sessionToken().revealText(),
                  region,
                  "sts")
              .sign(
                  SignableRequest.of(
                      "POST",
                      "/",
                      QueryString.EMPTY,
                      Headers.of(
                          "host",
                          endpoint.hostHeader(),
                          "content-type",
                          "application/x-www-form-urlencoded"),
                      body),
                  new AmzDate(now));
      Transport.Answer answer = transport.post(URI.create(endpoint.base() + "/"), headers, body);
      return read(answer, role, credentials, now);
    } catch (Transport.TransportException e) {
      return failed(
          new SessionFailure.Unreachable(
              new Problem(String.valueOf(e.getMessage()), e.hint()), e.isRetryable()));
    } catch (MalformedRequestException e) {
      return failed(
          new SessionFailure.Unreachable(
              new Problem("AssumeRole cannot be signed: " + e.getMessage(), "check the region"),
              false));
    }
  }

  private static SessionResult failed(SessionFailure failure) {
    return new SessionResult.Failed(failure);
  }

  private static SessionResult read(
      Transport.Answer answer, Arn role, Credentials before, Instant now) {
    Map<String, String> texts = XmlTexts.read(answer.body());
    if (answer.status() / 100 == 2) {
      Optional<Credentials> issued = XmlTexts.credentials(texts, role.account(), now);
      // A hop's credentials may outlive the session that they come from: then so may ours.
      return issued.isPresent() && !issued.get().isExpired(now)
          ? new SessionResult.Issued(issued.get())
          : failed(
              new SessionFailure.Unusable(
                  new Problem(
                      "the answer of STS to AssumeRole for " + role + " holds no credentials",
                      "check that the STS endpoint is one")));
    }
    ServiceError error =
        new ServiceError(
            answer.status(),
            texts.getOrDefault("Code", ""),
            texts.getOrDefault("Message", ""),
            texts.getOrDefault("RequestId", ""));
    return failed(
        new SessionFailure.Refused(
            error,
            new Problem(
                "AssumeRole for "
                    + role
                    + " was refused: "
                    + error.status()
                    + ' '
                    + error.code()
                    + ": "
                    + error.message(),
                "check that the role's trust policy allows the role before it in the chain, "
                    + before.accountId()),
            RetryRule.isTransient(error.status(), error.code()),
            Optional.empty()));
  }
}
