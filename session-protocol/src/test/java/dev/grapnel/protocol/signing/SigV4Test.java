package dev.grapnel.protocol.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.testing.BotocoreVector;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SigV4 against requests that botocore signed, then our signer against our own verifier. */
final class SigV4Test {
  private static final AmzDate DATE = new AmzDate(BotocoreVector.SIGNED_AT);

  static List<BotocoreVector> vectors() {
    return BotocoreVector.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void verifies_signedByBotocore_accepts(BotocoreVector vector) throws Exception {
    assertTrue(verifies(vector, BotocoreVector.SECRET_ACCESS_KEY));
    assertFalse(verifies(vector, SecretValue.ofText("another")));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void sign_sameInputs_givesBotocoresSignature(BotocoreVector vector) throws Exception {
    Authorization original = authorization(vector);
    Headers headers = signedHeaders(vector, original);
    SigV4Signer signer =
        new SigV4Signer(
            BotocoreVector.ACCESS_KEY_ID,
            BotocoreVector.SECRET_ACCESS_KEY,
            vector.sessionToken().orElse(null),
            vector.region(),
            vector.service());
    if (vector.isPresigned()) {
      QueryString query = QueryString.parse(vector.rawQuery());
      QueryString bare =
          new QueryString(
              query.parameters().stream().filter(p -> !p.name().startsWith("X-Amz-")).toList());
      Duration validFor = PresignedQuery.parse(query).validFor();
      assertEquals(
          query.canonical(),
          signer.presign(signable(vector, bare, headers), DATE, validFor).canonical());
    } else {
      QueryString query = QueryString.parse(vector.rawQuery());
      assertEquals(
          vector.headers().first("authorization"),
          signer.sign(signable(vector, query, headers), DATE).first("authorization"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature"
      })
  void presigned_partMissingOrRepeated_refusesNamingIt(String part) throws Exception {
    QueryString query = presigned();
    MalformedRequestException missing =
        assertThrows(
            MalformedRequestException.class, () -> PresignedQuery.parse(query.without(part)));
    assertTrue(missing.getMessage().contains(part), missing.getMessage());
    MalformedRequestException repeated =
        assertThrows(
            MalformedRequestException.class,
            () -> PresignedQuery.parse(query.with(part, query.all(part).getFirst())));
    assertTrue(repeated.getMessage().contains(part), repeated.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "604801", "1e3", "60 ", "00000060", "9999999999999", "x"})
  void presigned_expiresOutOfRange_refuses(String expires) throws Exception {
    QueryString query =
        presigned().without(PresignedQuery.EXPIRES).with(PresignedQuery.EXPIRES, expires);
    assertThrows(MalformedRequestException.class, () -> PresignedQuery.parse(query));
  }

  @Test
  void presigned_expiresMissing_isFifteenMinutes() throws Exception {
    QueryString query = presigned().without(PresignedQuery.EXPIRES);
    assertEquals(Duration.ofMinutes(15), PresignedQuery.parse(query).validFor());
    QueryString repeated = presigned().with(PresignedQuery.EXPIRES, "60");
    assertThrows(MalformedRequestException.class, () -> PresignedQuery.parse(repeated));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60, 604_800})
  void presigned_expiresInRange_accepts(int expires) throws Exception {
    QueryString query =
        presigned()
            .without(PresignedQuery.EXPIRES)
            .with(PresignedQuery.EXPIRES, Integer.toString(expires));
    assertEquals(Duration.ofSeconds(expires), PresignedQuery.parse(query).validFor());
  }

  @Test
  void toString_keyAndParts_hideWhatIsSecret() throws Exception {
    assertEquals(
        "SigV4Key[<redacted>]",
        SigV4Key.derive(
                BotocoreVector.SECRET_ACCESS_KEY, CredentialScope.of(DATE, "us-east-1", "sts"))
            .toString());
    assertFalse(PresignedQuery.parse(presigned()).toString().contains("Signature="));
    assertFalse(Headers.of("x-amz-security-token", "sesame").toString().contains("sesame"));
  }

  private static QueryString presigned() throws MalformedRequestException {
    return QueryString.parse(
        vectors().stream()
            .filter(vector -> vector.name().equals("presigned with token"))
            .findFirst()
            .orElseThrow()
            .rawQuery());
  }

  private static boolean verifies(BotocoreVector vector, SecretValue secret)
      throws MalformedRequestException {
    Authorization authorization = authorization(vector);
    QueryString query = QueryString.parse(vector.rawQuery()).without(PresignedQuery.SIGNATURE);
    StringToSign text = signable(vector, query, vector.headers()).stringToSign(authorization, DATE);
    return SigV4Key.derive(secret, authorization.scope()).verifies(text, authorization.signature());
  }

  private static Authorization authorization(BotocoreVector vector)
      throws MalformedRequestException {
    return vector.isPresigned()
        ? PresignedQuery.parse(QueryString.parse(vector.rawQuery())).authorization()
        : Authorization.parse(vector.headers().first("authorization").orElseThrow());
  }

  private static SignableRequest signable(BotocoreVector vector, QueryString query, Headers headers)
      throws MalformedRequestException {
    return SignableRequest.of(vector.method(), vector.rawPath(), query, headers, vector.body());
  }

  /** What the signer is to sign, without what it adds itself. */
  private static Headers signedHeaders(BotocoreVector vector, Authorization authorization) {
    return new Headers(
        vector.headers().fields().stream()
            .filter(field -> authorization.signedHeaders().contains(field.name()))
            .filter(field -> !field.name().equals("x-amz-date"))
            .filter(field -> !field.name().equals("x-amz-security-token"))
            .toList());
  }
}
