package dev.grapnel.service.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SigV4Signer;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.token.SealedSession;
import dev.grapnel.testing.BotocoreVector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallerAuthenticationTest {
  private static final Instant NOW = CallerWorld.NOW;
  private static final String ROOT_KEY = BotocoreVector.ACCESS_KEY_ID;
  private static final SecretValue ROOT_SECRET = BotocoreVector.SECRET_ACCESS_KEY;
  private static final byte[] BODY = "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8);
  private static final Headers PLAIN =
      Headers.of("host", "localhost:8443", "content-type", "application/json");

  private final CallerWorld world = new CallerWorld();

  CallerAuthenticationTest() {
    world.rootKey(CallerWorld.ACCOUNT, ROOT_KEY, ROOT_SECRET);
  }

  static List<BotocoreVector> byRoot() {
    return BotocoreVector.all().stream().filter(v -> v.sessionToken().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("byRoot")
  void authenticate_signedByBotocore_isTheRoot(BotocoreVector vector) {
    AuthenticatedCaller caller = passed(authenticate(call(vector), vector));
    assertInstanceOf(AuthenticatedCaller.Root.class, caller);
    assertEquals("arn:aws:iam::123456789012:root", caller.principalArn());
    assertEquals(ROOT_KEY, caller.accessKeyId());
  }

  @ParameterizedTest
  @MethodSource("byRoot")
  void authenticate_botocoresCallChanged_isRefused(BotocoreVector vector) {
    SignedCall call = call(vector);
    refused(
        Denial.BadSignature.class,
        authenticate(
            new SignedCall("PUT", call.rawPath(), call.rawQuery(), call.headers(), call.body()),
            vector));
    refused(
        Denial.BadSignature.class,
        authenticate(
            new SignedCall(
                call.method(), call.rawPath() + "x", call.rawQuery(), call.headers(), call.body()),
            vector));
    refused(
        Denial.BadSignature.class,
        authenticate(
            new SignedCall(
                call.method(),
                call.rawPath(),
                call.rawQuery() + "&more=1",
                call.headers(),
                call.body()),
            vector));
    refused(
        Denial.BadSignature.class,
        authenticate(
            new SignedCall(
                call.method(),
                call.rawPath(),
                call.rawQuery(),
                call.headers(),
                "another body".getBytes(StandardCharsets.UTF_8)),
            vector));
  }

  @Test
  void authenticate_sessionInHeaderOrQuery_isTheSession() {
    SealedSession sealed = world.seal(world.claims());
    for (SignedCall call : List.of(signed(signer(sealed)), presigned(signer(sealed), 60))) {
      AuthenticatedCaller.Session session =
          assertInstanceOf(AuthenticatedCaller.Session.class, passed(authenticate(call)));
      assertEquals("arn:aws:sts::123456789012:assumed-role/demo/0a1b", session.principalArn());
      assertEquals(sealed.accessKeyId(), session.accessKeyId());
      assertEquals("AROADEMO", session.claims().roleUniqueId());
    }
  }

  @Test
  void authenticate_unsigned_isMissingAuthentication() {
    refused(
        Denial.MissingAuthentication.class,
        authenticate(new SignedCall("GET", "/trustanchors", "a=1", PLAIN, new byte[0])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer abc",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=A/20261124/us-east-1/rolesanywhere/aws4_request",
        "AWS4-HMAC-SHA1 Credential=A/20261124/us-east-1/rolesanywhere/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/us-east-1/rolesanywhere/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=00"
      })
  void authenticate_authorizationUnreadable_isIncomplete(String header) {
    refused(
        Denial.IncompleteSignature.class,
        authenticate(
            new SignedCall(
                "GET",
                "/trustanchors",
                "",
                PLAIN.with("x-amz-date", "20261124T105119Z").with("authorization", header),
                new byte[0])));
  }

  @Test
  void authenticate_headerThatMustBeSigned_unsignedAbsentOrRepeated_isIncomplete() {
    SignedCall call = signed(rootSigner());
    for (String name : List.of("host", "x-amz-date")) {
      refused(Denial.IncompleteSignature.class, authenticate(unsigned(call, name)));
    }
    refused(Denial.IncompleteSignature.class, authenticate(without(call, "x-amz-date")));
    refused(Denial.IncompleteSignature.class, authenticate(without(call, "host")));
    refused(
        Denial.IncompleteSignature.class,
        authenticate(changed(call, h -> h.with("x-amz-date", "20261124T105119Z"))));
    refused(
        Denial.IncompleteSignature.class,
        authenticate(
            changed(call, h -> h.with("authorization", h.first("authorization").orElseThrow()))));
    SignedCall session = signed(signer(world.seal(world.claims())));
    refused(
        Denial.IncompleteSignature.class, authenticate(unsigned(session, "x-amz-security-token")));
  }

  @Test
  void authenticate_signatureInBothPlaces_isIncomplete() {
    SignedCall header = signed(rootSigner());
    SignedCall query = presigned(rootSigner(), 60);
    refused(
        Denial.IncompleteSignature.class,
        authenticate(
            new SignedCall("GET", "/trustanchors", query.rawQuery(), header.headers(), BODY)));
  }

  @Test
  void authenticate_secondHost_isBad() {
    refused(
        Denial.BadSignature.class,
        authenticate(changed(signed(rootSigner()), h -> h.with("host", "evil"))));
  }

  @Test
  void authenticate_dateAtAndBeyondTheSkew_passesAndIsBad() {
    for (int sign : new int[] {-1, 1}) {
      world.clock.set(NOW.plus(Duration.ofMinutes(5).multipliedBy(sign)));
      passed(authenticate(signed(rootSigner())));
      world.clock.advance(Duration.ofSeconds(sign));
      refused(Denial.BadSignature.class, authenticate(signed(rootSigner())));
    }
  }

  @Test
  void authenticate_presigned_holdsFromTheSkewBeforeToItsExpiry() {
    SignedCall call = presigned(rootSigner(), 3600);
    world.clock.set(NOW.minus(Duration.ofMinutes(5)));
    passed(authenticate(call));
    world.clock.advance(Duration.ofSeconds(-1));
    refused(Denial.BadSignature.class, authenticate(call));
    world.clock.set(NOW.plus(Duration.ofHours(1)));
    passed(authenticate(call));
    world.clock.advance(Duration.ofSeconds(1));
    refused(Denial.BadSignature.class, authenticate(call));
    world.clock.set(NOW);
    passed(authenticate(presigned(rootSigner(), 604_800)));
    refused(Denial.IncompleteSignature.class, authenticate(presigned(rootSigner(), 604_801)));
    refused(Denial.IncompleteSignature.class, authenticate(presigned(rootSigner(), 0)));
  }

  @Test
  void authenticate_scopeOfAnotherServiceRegionOrDay_isBad() {
    SignedCall call = signed(rootSigner());
    refused(
        Denial.BadSignature.class,
        world.authentication("us-east-1").authenticate(call, "iam", _ -> {}));
    refused(
        Denial.BadSignature.class,
        world.authentication("eu-west-1").authenticate(call, "rolesanywhere", _ -> {}));
    refused(
        Denial.BadSignature.class,
        authenticate(
            changed(
                call,
                h -> replaced(h, "authorization", a -> a.replace("/20261124/", "/20261125/")))));
  }

  @Test
  void authenticate_globalServices_takeUsEast1AndTheOwnRegion() {
    CallerAuthentication elsewhere = world.authentication("eu-west-1");
    for (String service : List.of("iam", "sts")) {
      for (String region : List.of("us-east-1", "eu-west-1")) {
        passed(elsewhere.authenticate(signed(rootSigner(region, service)), service, _ -> {}));
      }
      refused(
          Denial.BadSignature.class,
          elsewhere.authenticate(signed(rootSigner("eu-west-2", service)), service, _ -> {}));
    }
    refused(
        Denial.BadSignature.class,
        elsewhere.authenticate(
            signed(rootSigner("us-east-1", "rolesanywhere")), "rolesanywhere", _ -> {}));
  }

  @Test
  void authenticate_contentHash_mustBeTheBodys() {
    String right = dev.grapnel.protocol.signing.Sha256.hex(BODY);
    passed(authenticate(signed(rootSigner(), PLAIN.with("x-amz-content-sha256", right))));
    for (String wrong :
        List.of(
            "UNSIGNED-PAYLOAD",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "",
            right.replace('1', '2'),
            right.toUpperCase(java.util.Locale.ROOT))) {
      refused(
          Denial.BadSignature.class,
          authenticate(signed(rootSigner(), PLAIN.with("x-amz-content-sha256", wrong))));
    }
  }

  @Test
  void authenticate_unknownKeyOrWrongSecret_isRefused() {
    refused(
        Denial.UnknownCaller.class, authenticate(signed(signer("AKIAUNKNOWN", ROOT_SECRET, null))));
    refused(
        Denial.BadSignature.class,
        authenticate(signed(signer(ROOT_KEY, SecretValue.ofText("wrong"), null))));
    refused(
        Denial.UnknownCaller.class, authenticate(signed(signer(ROOT_KEY, ROOT_SECRET, "token"))));
  }

  @Test
  void authenticate_partsOfTwoSessions_isRefused() {
    SealedSession one = world.seal(world.claims());
    SealedSession two = world.seal(world.claims());
    String tokenOne = one.sessionToken().revealText();
    refused(
        Denial.UnknownCaller.class,
        authenticate(signed(signer(two.accessKeyId(), two.secretAccessKey(), tokenOne))));
    refused(
        Denial.UnknownCaller.class,
        authenticate(signed(signer(two.accessKeyId(), one.secretAccessKey(), tokenOne))));
    refused(
        Denial.BadSignature.class,
        authenticate(signed(signer(one.accessKeyId(), two.secretAccessKey(), tokenOne))));
    refused(
        Denial.BadSignature.class,
        authenticate(signed(signer(one.accessKeyId(), ROOT_SECRET, tokenOne))));
    refused(
        Denial.UnknownCaller.class, authenticate(signed(signer(ROOT_KEY, ROOT_SECRET, tokenOne))));
    refused(
        Denial.UnknownCaller.class,
        authenticate(signed(signer(one.accessKeyId(), one.secretAccessKey(), null))));
    refused(
        Denial.UnknownCaller.class,
        authenticate(signed(signer(one.accessKeyId(), one.secretAccessKey(), tokenOne + "A"))));
  }

  @Test
  void authenticate_sessionEnded_isExpired() {
    SealedSession sealed = world.seal(world.claims());
    world.clock.advance(Duration.ofHours(1).minusSeconds(1));
    passed(authenticate(signed(signer(sealed))));
    world.clock.advance(Duration.ofSeconds(1));
    refused(Denial.Expired.class, authenticate(signed(signer(sealed))));
  }

  @Test
  void authenticate_accountDisabledOrGone_isRefused() {
    SealedSession sealed = world.seal(world.claims());
    world.accounts.put(CallerWorld.ACCOUNT, new Account(CallerWorld.ACCOUNT, false));
    refused(Denial.UnknownCaller.class, authenticate(signed(signer(sealed))));
    refused(Denial.UnknownCaller.class, authenticate(signed(rootSigner())));
    world.accounts.clear();
    refused(Denial.UnknownCaller.class, authenticate(signed(rootSigner())));
  }

  @Test
  void authenticate_roleGoneMadeAgainOrRevoked_isRefused() {
    SealedSession sealed = world.seal(world.claims());
    Role role = world.role(Map.of());
    world.roles.clear();
    refused(Denial.UnknownCaller.class, authenticate(signed(signer(sealed))));
    world.put(withUniqueId(role, "AROAAGAIN"));
    refused(Denial.UnknownCaller.class, authenticate(signed(signer(sealed))));
    world.put(role.withRevokedBefore(NOW.plusSeconds(1)));
    refused(Denial.UnknownCaller.class, authenticate(signed(signer(sealed))));
    world.put(role.withRevokedBefore(NOW));
    passed(authenticate(signed(signer(sealed))));
  }

  @Test
  void authenticate_sessionOfARoleInADisabledAccount_tellsTheOperatorAlone() {
    SealedSession sealed = world.seal(world.claims());
    world.accounts.put(CallerWorld.ACCOUNT, new Account(CallerWorld.ACCOUNT, false));
    Denial denial = refused(Denial.UnknownCaller.class, authenticate(signed(signer(sealed))));
    assertTrue(denial.auditReason().contains("disabled"), denial.auditReason());
    assertTrue(!denial.message().contains("disabled"), denial.message());
  }

  @Test
  void authenticate_malformedQuery_isMalformed() {
    SignedCall call = signed(rootSigner());
    refused(
        Denial.Malformed.class,
        authenticate(new SignedCall("GET", "/", "a=%zz", call.headers(), BODY)));
  }

  private Verdict<AuthenticatedCaller> authenticate(SignedCall call) {
    return world.authentication("us-east-1").authenticate(call, "rolesanywhere", _ -> {});
  }

  private Verdict<AuthenticatedCaller> authenticate(SignedCall call, BotocoreVector vector) {
    return world.authentication(vector.region()).authenticate(call, vector.service(), _ -> {});
  }

  private static SignedCall call(BotocoreVector vector) {
    return new SignedCall(
        vector.method(), vector.rawPath(), vector.rawQuery(), vector.headers(), vector.body());
  }

  private static SigV4Signer rootSigner() {
    return rootSigner("us-east-1", "rolesanywhere");
  }

  private static SigV4Signer rootSigner(String region, String service) {
    return new SigV4Signer(ROOT_KEY, ROOT_SECRET, null, region, service);
  }

  private static SigV4Signer signer(SealedSession sealed) {
    return signer(
        sealed.accessKeyId(), sealed.secretAccessKey(), sealed.sessionToken().revealText());
  }

  private static SigV4Signer signer(
      String accessKeyId, SecretValue secret, @org.jspecify.annotations.Nullable String token) {
    return new SigV4Signer(accessKeyId, secret, token, "us-east-1", "rolesanywhere");
  }

  /** Signed at the clock's time, or at the world's beginning where the clock stands elsewhere. */
  private SignedCall signed(SigV4Signer signer) {
    return signed(signer, PLAIN);
  }

  private SignedCall signed(SigV4Signer signer, Headers headers) {
    Instant at =
        Duration.between(NOW, world.clock.instant()).abs().compareTo(Duration.ofMinutes(6)) < 0
            ? NOW
            : world.clock.instant();
    try {
      Headers signed =
          signer.sign(
              SignableRequest.of("POST", "/trustanchors", QueryString.EMPTY, headers, BODY),
              new AmzDate(at));
      return new SignedCall("POST", "/trustanchors", "", signed, BODY);
    } catch (MalformedRequestException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SignedCall presigned(SigV4Signer signer, int seconds) {
    try {
      QueryString query =
          signer.presign(
              SignableRequest.of(
                  "GET", "/", QueryString.of("a", "1"), Headers.of("host", "h"), new byte[0]),
              new AmzDate(NOW),
              Duration.ofSeconds(seconds));
      return new SignedCall("GET", "/", query.canonical(), Headers.of("host", "h"), new byte[0]);
    } catch (MalformedRequestException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SignedCall changed(SignedCall call, UnaryOperator<Headers> change) {
    return new SignedCall(
        call.method(), call.rawPath(), call.rawQuery(), change.apply(call.headers()), call.body());
  }

  private static SignedCall without(SignedCall call, String name) {
    return changed(
        call, h -> new Headers(h.fields().stream().filter(f -> !f.name().equals(name)).toList()));
  }

  private static SignedCall unsigned(SignedCall call, String name) {
    return changed(
        call,
        h ->
            replaced(
                h, "authorization", a -> a.replace("=" + name + ";", "=").replace(";" + name, "")));
  }

  private static Headers replaced(Headers headers, String name, UnaryOperator<String> change) {
    return new Headers(
        headers.fields().stream()
            .map(f -> f.name().equals(name) ? new Headers.Field(name, change.apply(f.value())) : f)
            .toList());
  }

  private static Role withUniqueId(Role role, String uniqueId) {
    return new Role(
        role.arn(),
        uniqueId,
        role.path(),
        role.name(),
        role.description(),
        role.trustPolicy(),
        role.maxSessionDuration(),
        role.inlinePolicies(),
        role.tags(),
        role.createdAt(),
        role.revokedBefore(),
        role.version());
  }

  private static AuthenticatedCaller passed(Verdict<AuthenticatedCaller> verdict) {
    return switch (verdict) {
      case Verdict.Passed<AuthenticatedCaller> passed -> passed.value();
      case Verdict.Refused<AuthenticatedCaller> refused -> fail(refused.denial().auditReason());
    };
  }

  private static Denial refused(
      Class<? extends Denial> expected, Verdict<AuthenticatedCaller> verdict) {
    return switch (verdict) {
      case Verdict.Passed<AuthenticatedCaller> _ -> fail("passed");
      case Verdict.Refused<AuthenticatedCaller> refused ->
          assertInstanceOf(expected, refused.denial(), refused.denial().auditReason());
    };
  }
}
