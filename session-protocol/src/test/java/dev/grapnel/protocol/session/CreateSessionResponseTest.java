package dev.grapnel.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CreateSessionResponseTest {
  /** The shape that the AWS credential helper's captures were answered with. */
  private static final String ANSWER =
      """
      {"credentialSet":[{"assumedRoleUser":{"arn":"arn:aws:sts::1:assumed-role/r/s",\
      "assumedRoleId":"AROA1:s"},"credentials":{"accessKeyId":"ASIA1",\
      "expiration":"2026-11-24T11:51:19Z","secretAccessKey":"sesame","sessionToken":"token"},\
      "packedPolicySize":12,"roleArn":"arn:aws:iam::1:role/r","sourceIdentity":"demo"}],\
      "subjectArn":"arn:aws:rolesanywhere:us-east-1:1:subject/2"}\
      """;

  private static final CreateSessionResponse RESPONSE =
      new CreateSessionResponse(
          new SessionCredentials(
              "ASIA1",
              SecretValue.ofText("sesame"),
              SecretValue.ofText("token"),
              Instant.parse("2026-11-24T11:51:19Z")),
          Optional.of("arn:aws:sts::1:assumed-role/r/s"),
          Optional.of("AROA1:s"),
          Optional.of(12),
          Optional.of("arn:aws:iam::1:role/r"),
          Optional.of("demo"),
          Optional.of("arn:aws:rolesanywhere:us-east-1:1:subject/2"));

  @Test
  void body_response_hasTheShapeOfTheReference() {
    assertEquals(ANSWER, new String(RESPONSE.body(), StandardCharsets.UTF_8));
  }

  @Test
  void decode_shapeOfTheReference_readsEachPart() throws Exception {
    assertEquals(RESPONSE, decode(ANSWER));
  }

  @Test
  void decode_unknownMembersAndMoreSets_ignoresThem() throws Exception {
    assertEquals(
        RESPONSE,
        decode(
            ANSWER
                .replace("\"packedPolicySize\"", "\"new\":{\"a\":[1]},\"packedPolicySize\"")
                .replace("}],\"subjectArn\"", "},{\"credentials\":1}],\"subjectArn\"")));
  }

  @Test
  void decode_credentialsAlone_suffice() throws Exception {
    CreateSessionResponse response =
        decode(
            "{\"credentialSet\":[{\"credentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"B\","
                + "\"sessionToken\":\"C\",\"expiration\":\"2026-11-24T12:51:19.5+01:00\"}}]}");
    assertEquals(Instant.parse("2026-11-24T11:51:19Z"), response.credentials().expiration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"accessKeyId", "secretAccessKey", "sessionToken", "expiration"})
  void decode_partOfTheCredentialsMissing_refusesNamingIt(String part) {
    MalformedSessionException thrown =
        assertThrows(
            MalformedSessionException.class,
            () -> decode(ANSWER.replace('"' + part + '"', "\"other\"")));
    assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    assertFalse(thrown.getMessage().contains("sesame"));
  }

  /** What is written into a file of settings must not be able to end its line. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a\\n[other]\\ncredential_process = x", "a b", "a\\r", "a\\u0000", "a\\u00e9"})
  void decode_credentialsWithOtherCharacters_refuses(String value) {
    MalformedSessionException thrown =
        assertThrows(
            MalformedSessionException.class,
            () -> decode(ANSWER.replace("\"token\"", '"' + value + '"')));
    assertTrue(thrown.getMessage().contains("sessionToken"), thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html>",
        "{\"credentialSet\":[]}",
        "{\"credentialSet\":{}}",
        "{\"credentialSet\":[1]}",
        "{\"credentialSet\":[{}]}",
        "{\"credentialSet\":[{\"credentials\":1}]}",
        "{\"credentialSet\":[{\"credentials\":{\"accessKeyId\":1}}]}",
        "{\"credentialSet\":[{\"credentials\":{}}]",
        "{\"credentialSet\":["
      })
  void decode_malformed_refuses(String body) {
    assertThrows(MalformedSessionException.class, () -> decode(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"soon\"", "1764000000", "\"\"", "\"2026-11-24T11:51:19\"", "null"})
  void decode_expirationMalformed_refuses(String expiration) {
    assertThrows(
        MalformedSessionException.class,
        () -> decode(ANSWER.replace("\"2026-11-24T11:51:19Z\"", expiration)));
  }

  @Test
  void toString_response_hidesTheSecrets() {
    assertFalse(RESPONSE.toString().contains("sesame"));
    assertFalse(RESPONSE.toString().contains("token="));
  }

  @Test
  void serviceError_codeInHeaderOrBody_isReadBare() {
    assertEquals(
        new ServiceError(403, "AccessDeniedException", "no", "r-1"),
        ServiceError.decode(
            403,
            Headers.of(
                "X-Amzn-ErrorType",
                "AccessDeniedException:http://internal.amazon.com/",
                "x-amzn-RequestId",
                "r-1"),
            bytes("{\"message\":\"no\"}")));
    assertEquals(
        new ServiceError(400, "ValidationException", "bad", ""),
        ServiceError.decode(
            400,
            Headers.NONE,
            bytes("{\"__type\":\"com.amazon#ValidationException\",\"Message\":\"bad\"}")));
    assertEquals(
        new ServiceError(404, "ResourceNotFoundException", "", ""),
        ServiceError.decode(404, Headers.NONE, bytes("{\"code\":\"ResourceNotFoundException\"}")));
    assertEquals(
        new ServiceError(502, "", "", ""),
        ServiceError.decode(502, Headers.NONE, bytes("<html>Bad Gateway</html>")));
  }

  @Test
  void serviceError_written_isReadBack() {
    ServiceError error = new ServiceError(403, "AccessDeniedException", "say \"no\"\n", "r-1");
    assertEquals(error, ServiceError.decode(403, error.headers(), error.body()));
  }

  private static CreateSessionResponse decode(String body) throws MalformedSessionException {
    return CreateSessionResponse.decode(bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
