package dev.grapnel.agent.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Authorization;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SigV4Key;
import dev.grapnel.protocol.signing.SignableRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoleChainTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Credentials FIRST =
      new Credentials(
          "ASIAFIRST",
          SecretValue.ofText("secret-0"),
          SecretValue.ofText("token-0"),
          "123456789012",
          NOW,
          NOW.plusSeconds(7_200));

  /**
   * What STS would do: check the signature by the secret of the issue before, and issue another.
   */
  private static final class Sts implements Transport {
    final List<QueryString> seen = new ArrayList<>();

    @Override
    public Answer post(URI uri, Headers headers, byte[] body) {
      try {
        Authorization authorization =
            Authorization.parse(headers.first("authorization").orElseThrow());
        AmzDate date = AmzDate.parse(headers.first("x-amz-date").orElseThrow());
        String secret = "secret-" + seen.size();
        String signature =
            SigV4Key.derive(SecretValue.ofText(secret), authorization.scope())
                .sign(
                    SignableRequest.of("POST", "/", QueryString.EMPTY, headers, body)
                        .stringToSign(authorization, date));
        assertEquals(signature, authorization.signature());
        assertEquals("sts", authorization.scope().service());
        assertEquals("token-" + seen.size(), headers.first("x-amz-security-token").orElseThrow());
        seen.add(QueryString.parse(new String(body, StandardCharsets.UTF_8)));
        return answer(200, issued(seen.size()));
      } catch (dev.grapnel.protocol.signing.MalformedRequestException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Transport.Answer answer(int status, String xml) {
    return new Transport.Answer(status, Headers.NONE, xml.getBytes(StandardCharsets.UTF_8));
  }

  private static String issued(int number) {
    return """
    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <Credentials><AccessKeyId>ASIA%1$d</AccessKeyId><SecretAccessKey>secret-%1$d</SecretAccessKey>
      <SessionToken>token-%1$d</SessionToken><Expiration>2026-11-24T11:00:00Z</Expiration>
      </Credentials></AssumeRoleResult></AssumeRoleResponse>
    """
        .formatted(number);
  }

  private static RoleChain chain(String... roles) throws Exception {
    List<Arn> arns = new ArrayList<>();
    for (String role : roles) {
      arns.add(Arn.parse(role));
    }
    Endpoint endpoint =
        Endpoint.sts(
            new Endpoint.Choice(Optional.of("https://sts.example"), false),
            "aws",
            "eu-west-1",
            Map.of());
    return new RoleChain(endpoint, "eu-west-1", arns, "hop");
  }

  @Test
  void hops_areEachSignedByTheOneBefore() throws Exception {
    Sts sts = new Sts();
    SessionResult result =
        chain("arn:aws:iam::111111111111:role/a", "arn:aws:iam::222222222222:role/b")
            .follow(FIRST, sts, () -> NOW);
    Credentials last = assertInstanceOf(SessionResult.Issued.class, result).credentials();
    assertEquals("ASIA2", last.accessKeyId());
    assertEquals("222222222222", last.accountId());
    assertEquals(Instant.parse("2026-11-24T11:00:00Z"), last.expiration());
    assertEquals(List.of("arn:aws:iam::222222222222:role/b"), sts.seen.get(1).all("RoleArn"));
    assertEquals(List.of("3600"), sts.seen.get(1).all("DurationSeconds"));
    assertEquals(List.of("hop"), sts.seen.get(1).all("RoleSessionName"));
  }

  @Test
  void refusalOfAHop_isToldWithItsRole() throws Exception {
    String error =
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error>"
            + "<RequestId>r</RequestId></ErrorResponse>";
    SessionResult result =
        chain("arn:aws:iam::111111111111:role/a")
            .follow(FIRST, (uri, headers, body) -> answer(403, error), () -> NOW);
    SessionFailure failure = assertInstanceOf(SessionResult.Failed.class, result).failure();
    assertTrue(failure.problem().what().contains("role/a was refused: 403 AccessDenied: no"));
    assertTrue(!failure.isTransient());
  }

  @Test
  void answerThatIsNone_isUnusable() throws Exception {
    for (String body : List.of("", "<", "{}", "<a><AccessKeyId>x</AccessKeyId></a>")) {
      SessionResult result =
          chain("arn:aws:iam::111111111111:role/a")
              .follow(FIRST, (uri, headers, content) -> answer(200, body), () -> NOW);
      assertInstanceOf(
          SessionFailure.Unusable.class,
          assertInstanceOf(SessionResult.Failed.class, result).failure());
    }
  }
}
