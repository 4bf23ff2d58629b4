package dev.grapnel.service.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.SigningAlgorithm;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TestSession;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProofOfPossessionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestCa CA = TestCa.root(KeyKind.P256);
  private static final TestCa INTERMEDIATE = CA.intermediate("Issuing", KeyKind.P256);
  private static final TestIdentity LEAF = INTERMEDIATE.leaf("demo").issue();
  private static final TestIdentity RSA = INTERMEDIATE.leaf("rsa").key(KeyKind.RSA_2048).issue();

  private final SettableClock clock = new SettableClock(NOW);

  record Capture(String name, VerificationProvider provider) {}

  static Stream<Capture> captures() {
    return CapturedRequest.NAMES.stream()
        .flatMap(name -> VerificationProvider.loadable().stream().map(p -> new Capture(name, p)));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void prove_captureOfTheHelper_passesWithEachProvider(Capture capture) {
    CapturedRequest captured = CapturedRequest.read(capture.name());
    clock.set(Instant.parse("2026-11-24T10:52:00Z"));
    ProvenCaller caller = passed(prove(captured, capture.provider()));
    assertEquals("us-east-1", caller.scope().region());
    assertArrayEquals(captured.body(), caller.body());
    assertEquals(captured.rawQuery(), caller.query().canonical());
    assertEquals(
        capture.name().equals("ecp256-chain-session-http") ? 1 : 0, caller.candidates().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {
        "RSA_2048",
        "RSA_3072",
        "P256",
        "P384",
        "P521",
        "ML_DSA_44",
        "ML_DSA_65",
        "ML_DSA_87"
      })
  void prove_eachKindOfKey_passes(KeyKind kind) {
    TestIdentity leaf = INTERMEDIATE.leaf("demo").key(kind).issue();
    for (VerificationProvider provider : VerificationProvider.loadable()) {
      ProvenCaller caller = passed(prove(TestSession.by(leaf).sign(), provider));
      assertEquals(leaf.serial(), caller.serial());
      assertArrayEquals(leaf.der(), caller.leaf().der().encoded());
      assertEquals(1, caller.candidates().size());
      assertEquals(NOW, caller.signedAt());
    }
  }

  @Test
  void prove_certificateOfAnyWorth_passes() {
    passed(TestSession.by(INTERMEDIATE.leaf("x").expired().issue()));
    passed(TestSession.by(INTERMEDIATE.leaf("x").notYetValid().issue()));
    passed(TestSession.by(INTERMEDIATE.leaf("x").ca(true).issue()));
    passed(TestSession.by(INTERMEDIATE.leaf("x").keyUsage(0).issue()));
    passed(TestSession.by(INTERMEDIATE.leaf("x").sha1().issue()));
    passed(TestSession.by(INTERMEDIATE.leaf("x").noCommonName().issue()));
    passed(TestSession.by(INTERMEDIATE.leaf("x").emptyIssuer().issue()));
    passed(TestSession.by(INTERMEDIATE.leaf("x").version1().issue()));
    passed(TestSession.by(INTERMEDIATE.leaf("x").signedBy(LEAF.keys().getPrivate()).issue()));
  }

  @Test
  void prove_leafInTheChainHeader_passes() {
    List<byte[]> chain = new ArrayList<>(LEAF.intermediates());
    chain.addFirst(LEAF.der());
    assertEquals(2, passed(TestSession.by(LEAF).chain(chain)).candidates().size());
  }

  @Test
  void read_unsigned_isUnproven() {
    CapturedRequest request = TestSession.by(LEAF).sign();
    unproven(request.withoutHeader("authorization"), "no Authorization");
    malformed(
        request.withHeaders(
            request.headers().with("authorization", first(request, "authorization"))),
        "authorization is there more than once");
    malformed(request.withHeader("authorization", "Bearer abc"), "algorithm");
    unproven(
        request.withHeader(
            "authorization",
            first(request, "authorization")
                .replaceFirst(
                    "AWS4-X509-ECDSA-SHA256 Credential=[0-9]+",
                    "AWS4-HMAC-SHA256" + " Credential=AKIAEXAMPLE")),
        "shared secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "x-amz-date", "x-amz-x509"})
  void read_headerThatMustBeSigned_absentRepeatedOrUnsigned_isUnproven(String name) {
    CapturedRequest request = TestSession.by(LEAF).sign();
    unproven(request.withoutHeader(name), name + " is absent");
    unproven(
        request.withHeaders(request.headers().with(name, first(request, name))), "there 2 times");
    unproven(withoutSigned(request, name), name + " is not among the SignedHeaders");
  }

  @Test
  void read_chainHeader_mustBeSignedWhereItIs() {
    CapturedRequest request = TestSession.by(LEAF).sign();
    unproven(withoutSigned(request, "x-amz-x509-chain"), "x-amz-x509-chain is not among");
    unproven(request.withoutHeader("x-amz-x509-chain"), "there 0 times");
    CapturedRequest without = TestSession.by(LEAF).chain(List.of()).sign();
    unproven(
        without.withHeaders(
            without.headers().with("x-amz-x509-chain", first(request, "x-amz-x509-chain"))),
        "x-amz-x509-chain is not among");
    unproven(
        request.withHeaders(
            request.headers().with("x-amz-x509-chain", first(request, "x-amz-x509-chain"))),
        "there 2 times");
  }

  @Test
  void read_otherSignedHeader_absentOrRepeated_isUnproven() {
    CapturedRequest request = TestSession.by(LEAF).header("x-other", "1").sign();
    passed(prove(request, VerificationProvider.fastest()));
    unproven(request.withoutHeader("x-other"), "there 0 times");
    unproven(request.withHeaders(request.headers().with("x-other", "2")), "there 2 times");
    unproven(request.withHeaders(request.headers().with("x-other", "")), "there 2 times");
    passed(
        prove(
            request.withHeaders(request.headers().with("x-unsigned", "2")),
            VerificationProvider.fastest()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "MAA",
        "MA A=",
        "-_-_",
        "AgEA",
        "MAA=",
        "MAMCAQA=",
        "MAAA",
        "MIAAAA==",
        "MAA=,MAA="
      })
  void read_certificateHeaderMalformed_isMalformed(String value) {
    malformed(TestSession.by(LEAF).leafHeader(value).sign(), "");
  }

  @Test
  void read_certificateOverTheLimitsOrWithMoreBytes_isMalformed() {
    byte[] longer = Arrays.copyOf(LEAF.der(), LEAF.der().length + 1);
    malformed(
        TestSession.by(LEAF).leafHeader(Base64.getEncoder().encodeToString(longer)).sign(),
        "do not belong to it");
    TestIdentity large =
        INTERMEDIATE
            .leaf("large")
            .extension(
                "1.3.6.1.4.1.99999.1", false, new ASN1Integer(new BigInteger(1, filled(16_384))))
            .issue();
    malformed(TestSession.by(large).sign(), "16384 bytes");
    malformed(
        TestSession.by(LEAF).chain(Collections.nCopies(6, CA.identity().der())).sign(),
        "more than 5 certificates");
    malformed(TestSession.by(LEAF).chain(List.of(large.der())).sign(), "16384 bytes");
  }

  @Test
  void read_queryOrDateMalformed_isMalformed() {
    CapturedRequest request = TestSession.by(LEAF).sign();
    malformed(
        new CapturedRequest("POST", "/sessions", "a=%zz", request.headers(), request.body()),
        "query");
    malformed(request.withHeader("x-amz-date", "yesterday"), "signing date");
  }

  @Test
  void prove_dateAtAndBeyondTheWindow_passesAndIsUnproven() {
    for (int sign : new int[] {-1, 1}) {
      Duration window = Duration.ofMinutes(5).multipliedBy(sign);
      passed(TestSession.by(LEAF).at(NOW.plus(window)));
      unproven(
          TestSession.by(LEAF).at(NOW.plus(window).plusSeconds(sign)).sign(),
          "more than 5 minutes from now");
      unproven(
          TestSession.by(LEAF).at(NOW.plus(Duration.ofMinutes(6).multipliedBy(sign))).sign(),
          "more than 5 minutes from now");
    }
  }

  @Test
  void prove_scopeOfAnotherDayRegionOrService_isUnproven() {
    unproven(TestSession.by(LEAF).region("eu-west-1").sign(), "region");
    CapturedRequest request = TestSession.by(LEAF).sign();
    unproven(withAuthorization(request, "/20261124/", "/20261123/"), "the scope's day");
    unproven(withAuthorization(request, "/rolesanywhere/", "/sts/"), "service");
    malformed(withAuthorization(request, "/aws4_request", "/aws5_request"), "scope");
  }

  @Test
  void prove_midnightBetweenSigningAndNow_passes() {
    clock.set(Instant.parse("2026-11-25T00:00:01Z"));
    passed(TestSession.by(LEAF).at(Instant.parse("2026-11-24T23:59:59Z")));
  }

  @Test
  void prove_serialOfAnotherCertificate_isUnproven() {
    unproven(TestSession.by(LEAF).serial(LEAF.serial().add(BigInteger.ONE)).sign(), "serial");
    TestIdentity negative = INTERMEDIATE.leaf("x").serial(BigInteger.valueOf(-5)).issue();
    unproven(TestSession.by(negative).serial(BigInteger.valueOf(5)).sign(), "not positive");
    TestIdentity zero = INTERMEDIATE.leaf("x").serial(BigInteger.ZERO).issue();
    unproven(TestSession.by(zero).sign(), "not positive");
    BigInteger longSerial = BigInteger.ONE.shiftLeft(160);
    TestIdentity tooLong = INTERMEDIATE.leaf("x").serial(longSerial).issue();
    unproven(TestSession.by(tooLong).serial(BigInteger.TEN).sign(), "more than 20 octets");
    TestIdentity longest =
        INTERMEDIATE.leaf("x").serial(longSerial.subtract(BigInteger.ONE)).issue();
    passed(TestSession.by(longest));
  }

  @Test
  void prove_algorithmThatDoesNotFitTheKey_isUnproven() {
    unproven(
        TestSession.by(RSA).algorithm(SigningAlgorithm.X509_ECDSA_SHA256).sign(), "does not fit");
    unproven(
        TestSession.by(LEAF).algorithm(SigningAlgorithm.X509_RSA_SHA256).sign(), "does not fit");
    unproven(TestSession.by(LEAF).algorithm(SigningAlgorithm.X509_MLDSA).sign(), "does not fit");
  }

  @Test
  void prove_weakOrUnsupportedKey_isUnproven() {
    unproven(
        TestSession.by(INTERMEDIATE.leaf("weak").key(KeyKind.RSA_1024).issue()).sign(),
        "1024 bits");
    TestIdentity ed25519 = INTERMEDIATE.leaf("ed").key(KeyKind.ED25519).issue();
    CapturedRequest request =
        TestSession.by(LEAF)
            .serial(ed25519.serial())
            .leafHeader(Base64.getEncoder().encodeToString(ed25519.der()))
            .sign();
    unproven(request, "does not fit");
  }

  @Test
  void prove_signatureOfAnotherKey_isUnproven() {
    TestIdentity other = INTERMEDIATE.leaf("other").issue();
    unproven(
        TestSession.by(other)
            .serial(LEAF.serial())
            .leafHeader(Base64.getEncoder().encodeToString(LEAF.der()))
            .sign(),
        "not by the certificate's key");
  }

  @Test
  void prove_contentHashStated_mustBeRight() {
    CapturedRequest right =
        TestSession.by(LEAF)
            .header(
                "x-amz-content-sha256",
                "1a15f67f6619aa540b13e9a4c37d149fb2c9bdea25d82b73a3878826694dfe27")
            .sign();
    passed(prove(right, VerificationProvider.fastest()));
    unproven(
        TestSession.by(LEAF).header("x-amz-content-sha256", "UNSIGNED-PAYLOAD").sign(),
        "not the body's SHA-256");
  }

  @Test
  void prove_refusals_tellTheCallerTheSame() {
    CapturedRequest request = TestSession.by(LEAF).sign();
    assertEquals(
        denial(prove(request.withoutHeader("authorization"), VerificationProvider.fastest()))
            .message(),
        denial(prove(TestSession.by(LEAF).region("eu-west-1").sign(), VerificationProvider.jdk()))
            .message());
  }

  private Verdict<ProvenCaller> prove(CapturedRequest request, VerificationProvider provider) {
    ProofOfPossession proof = new ProofOfPossession(provider, clock, "us-east-1");
    return SignedRequest.read(request.rawQuery(), request.headers(), request.body())
        .then(proof::prove);
  }

  private ProvenCaller passed(TestSession session) {
    return passed(prove(session.sign(), VerificationProvider.fastest()));
  }

  private static ProvenCaller passed(Verdict<ProvenCaller> verdict) {
    return switch (verdict) {
      case Verdict.Passed<ProvenCaller> passed -> passed.value();
      case Verdict.Refused<ProvenCaller> refused -> fail(refused.denial().auditReason());
    };
  }

  private static Denial denial(Verdict<ProvenCaller> verdict) {
    return switch (verdict) {
      case Verdict.Passed<ProvenCaller> _ -> fail("passed");
      case Verdict.Refused<ProvenCaller> refused -> refused.denial();
    };
  }

  private void unproven(CapturedRequest request, String reason) {
    Denial denial = denial(prove(request, VerificationProvider.fastest()));
    assertTrue(denial instanceof Denial.Unproven, denial.toString());
    assertTrue(denial.auditReason().contains(reason), denial.auditReason());
  }

  private void malformed(CapturedRequest request, String reason) {
    Denial denial = denial(prove(request, VerificationProvider.fastest()));
    assertTrue(denial instanceof Denial.Malformed, denial.toString());
    assertTrue(denial.message().contains(reason), denial.message());
  }

  private static String first(CapturedRequest request, String name) {
    return request.headers().first(name).orElseThrow();
  }

  private static CapturedRequest withAuthorization(
      CapturedRequest request, String old, String replacement) {
    return request.withHeader(
        "authorization", first(request, "authorization").replace(old, replacement));
  }

  private static CapturedRequest withoutSigned(CapturedRequest request, String name) {
    Headers headers = request.headers();
    String authorization = headers.first("authorization").orElseThrow();
    String names = authorization.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
    List<String> rest = new ArrayList<>(Arrays.asList(names.split(";", -1)));
    assertTrue(rest.remove(name));
    return withAuthorization(request, names, String.join(";", rest));
  }

  private static byte[] filled(int lengthBytes) {
    byte[] bytes = new byte[lengthBytes];
    Arrays.fill(bytes, (byte) 1);
    return bytes;
  }
}
