package dev.grapnel.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.testing.CapturedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CreateSessionRequestTest {
  private static final String ANCHOR =
      "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/0a0b0c0d-1234-5678-9abc-def012345678";
  private static final String PROFILE =
      "arn:aws:rolesanywhere:us-east-1:123456789012:profile/a1b2c3d4-5678-90ab-cdef-111122223333";
  private static final String ROLE = "arn:aws:iam::123456789012:role/path/demo";
  private static final QueryString QUERY =
      QueryString.of("profileArn", PROFILE, "roleArn", ROLE, "trustAnchorArn", ANCHOR);
  private static final String ARNS =
      "\"profileArn\":\"%s\",\"roleArn\":\"%s\",\"trustAnchorArn\":\"%s\""
          .formatted(PROFILE, ROLE, ANCHOR);

  @Test
  void decode_captureWithSessionName_readsQueryAndBody() throws Exception {
    CapturedRequest captured = CapturedRequest.read("ecp256-chain-session-http");
    CreateSessionRequest request =
        CreateSessionRequest.decode(QueryString.parse(captured.rawQuery()), captured.body());
    assertEquals(
        new CreateSessionRequest(
            Arn.parse(ANCHOR),
            Arn.parse(PROFILE),
            Arn.parse(ROLE),
            Optional.of(Duration.ofMinutes(15)),
            Optional.of("my-session"),
            Map.of()),
        request);
    assertEquals(captured.rawQuery(), request.query().canonical());
    assertEquals(new String(captured.body(), StandardCharsets.UTF_8), text(request.body()));
  }

  @Test
  void body_captureWithoutSessionName_isTheHelpersOwn() throws Exception {
    CapturedRequest captured = CapturedRequest.read("rsa2048-http");
    CreateSessionRequest request =
        CreateSessionRequest.decode(QueryString.parse(captured.rawQuery()), captured.body());
    assertEquals(text(captured.body()), text(request.body()));
  }

  @Test
  void decode_arnsInTheBody_readsThem() throws Exception {
    CreateSessionRequest request = decode(QueryString.EMPTY, "{" + ARNS + "}");
    assertEquals(ANCHOR, request.trustAnchorArn().toString());
    assertEquals(PROFILE, request.profileArn().toString());
    assertEquals(ROLE, request.roleArn().toString());
  }

  @Test
  void decode_arnsDividedBetweenQueryAndBody_readsThem() throws Exception {
    CreateSessionRequest request =
        decode(
            QueryString.of("roleArn", ROLE, "profileArn", PROFILE),
            "{\"trustAnchorArn\":\"" + ANCHOR + "\"}");
    assertEquals(ANCHOR, request.trustAnchorArn().toString());
  }

  @Test
  void decode_arnTwice_refuses() {
    refuses(QUERY.with("roleArn", ROLE), "{}", "roleArn more than once");
    refuses(QUERY, "{\"roleArn\":\"" + ROLE + "\"}", "both in the query and in the body");
    refuses(QUERY, "{\"roleArn\":\"arn:aws:iam::1:role/x\"}", "both in the query and in the body");
    refuses(QueryString.EMPTY, "{" + ARNS + "," + ARNS + "}", "twice");
  }

  @Test
  void decode_arnMissingOrMalformed_refuses() {
    refuses(QUERY.without("profileArn"), "{}", "profileArn is missing");
    refuses(QUERY.without("roleArn").with("roleArn", "role"), "{}", "roleArn: not an ARN");
    refuses(QUERY.without("roleArn").with("roleArn", ""), "{}", "roleArn: not an ARN");
  }

  @Test
  void decode_unknownMembers_ignoresThem() throws Exception {
    CreateSessionRequest request =
        decode(
            QUERY.with("another", "1"),
            "{\"a\":{\"b\":[1,{\"c\":null}]},\"durationSeconds\":900,\"d\":1e3,\"cert\":\"x\"}");
    assertEquals(Optional.of(Duration.ofMinutes(15)), request.duration());
  }

  @Test
  void decode_nullOrEmptyBody_isAbsence() throws Exception {
    assertEquals(Optional.empty(), decode(QUERY, "").duration());
    CreateSessionRequest request =
        decode(QUERY, "{\"durationSeconds\":null,\"roleSessionName\":null,\"roleArn\":null}");
    assertEquals(Optional.empty(), request.duration());
    assertEquals(Optional.empty(), request.roleSessionName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"3600\"",
        "3600.0",
        "36e2",
        "true",
        "[]",
        "{}",
        "899",
        "43201",
        "-900",
        "0",
        "2147483648",
        "99999999999999999999",
        "1e999999999",
        "0900"
      })
  void decode_durationWrong_refuses(String value) {
    refuses(QUERY, "{\"durationSeconds\":" + value + "}", "");
  }

  @ParameterizedTest
  @ValueSource(ints = {900, 3600, 43200})
  void decode_durationInRange_accepts(int seconds) throws Exception {
    assertEquals(
        Optional.of(Duration.ofSeconds(seconds)),
        decode(QUERY, "{\"durationSeconds\":" + seconds + "}").duration());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"a\"",
        "\"a b\"",
        "\"a/b\"",
        "\"\\u00e4\\u00e4\"",
        "1",
        "[]",
        "\"a\\nb\""
      })
  void decode_sessionNameWrong_refuses(String value) {
    refuses(QUERY, "{\"roleSessionName\":" + value + "}", "roleSessionName");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "\"x\"",
        "1",
        "null",
        "{",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{} {}",
        "{}x",
        "{\"a\":1,\"a\":2}",
        "{\"x\":{\"a\":1,\"a\":2}}",
        "{\"durationSeconds\":900,\"durationSeconds\":900}",
        "{\"durationSeconds\":900,\"duration\\u0053econds\":900}",
        "{\"a\":\"\n\"}",
        "{\"roleArn\":1}",
        "{\"roleArn\":[\"x\"]}",
        "{\"roleArn\":{}}",
        "{\"instanceProperties\":[]}",
        "{\"instanceProperties\":{\"a\":1}}",
        "{\"instanceProperties\":\"x\"}",
        "/* */ {}"
      })
  void decode_malformedBody_refuses(String body) {
    refuses(QUERY, body, "");
  }

  @Test
  void decode_bytesThatAreNotUtf8_refuses() {
    byte[] body = "{\"roleSessionName\":\"ab_\"}".getBytes(StandardCharsets.ISO_8859_1);
    body[body.length - 3] = (byte) 0xff;
    assertThrows(MalformedSessionException.class, () -> CreateSessionRequest.decode(QUERY, body));
  }

  @Test
  void decode_atAndOverTheSizeLimit_acceptsAndRefuses() throws Exception {
    String blanks = " ".repeat(CreateSessionRequest.MAX_BODY_BYTES - 2);
    assertEquals(Optional.empty(), decode(QUERY, "{" + blanks + "}").duration());
    refuses(QUERY, "{" + blanks + " }", "at most 65536");
  }

  @Test
  void decode_nestedDeeply_refuses() {
    refuses(QUERY, "{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}", "");
  }

  @Test
  void decode_instanceProperties_readsAndBoundsThem() throws Exception {
    assertEquals(
        Map.of("host", "a", "rack", "b"),
        decode(QUERY, "{\"instanceProperties\":{\"host\":\"a\",\"rack\":\"b\"}}")
            .instanceProperties());
    refuses(
        QUERY, "{\"instanceProperties\":{\"a\":\"" + "x".repeat(201) + "\"}}", "200 characters");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 51; i++) {
      many.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"v\"");
    }
    refuses(QUERY, "{\"instanceProperties\":{" + many + "}}", "50 entries");
  }

  private static CreateSessionRequest decode(QueryString query, String body)
      throws MalformedSessionException {
    return CreateSessionRequest.decode(query, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuses(QueryString query, String body, String message) {
    MalformedSessionException thrown =
        assertThrows(MalformedSessionException.class, () -> decode(query, body));
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
