package dev.grapnel.service;

import static dev.grapnel.service.ListeningService.elsewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.CertificateHeaders;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SigningAlgorithm;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TestSession;
import dev.grapnel.testing.Wire;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** CreateSession over the real listener: who gets a session, and how each refusal reads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreateSessionTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String UNPROVEN =
      "The request is not signed by a certificate that this trust anchor accepts";

  /** What a client is told; an empty part stands for the one message before proof. */
  record Refusal(String name, CapturedRequest request, int status, String code, String part) {
    @Override
    public String toString() {
      return name;
    }
  }

  private ListeningService service;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    service = ListeningService.start(folder.resolve("data"));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_2048", "P256", "P384", "P521", "ML_DSA_44", "ML_DSA_65"})
  void handle_signedByARegisteredCa(KeyKind kind) throws IOException {
    TestIdentity identity = service.ca.leaf("demo").key(kind).issue();
    Wire.Answer answer = service.send(service.call(identity).sign());
    assertEquals(201, answer.status(), answer.text());
    assertEquals("application/json", answer.header("content-type"));
    assertFalse(answer.header("x-amzn-requestid").isEmpty(), answer.head());
    JsonNode body = JSON.readTree(answer.text());
    assertTrue(body.at("/subjectArn").asString().contains(":subject/"), answer.text());
    JsonNode set = body.at("/credentialSet/0");
    String session = new BigInteger(1, identity.serial().toByteArray()).toString(16);
    assertTrue(
        set.at("/assumedRoleUser/arn").asString().endsWith(":assumed-role/role/" + even(session)),
        answer.text());
    JsonNode credentials = set.at("/credentials");
    assertTrue(credentials.at("/accessKeyId").asString().startsWith("ASIA"), "an issued key");
    assertEquals(40, credentials.at("/secretAccessKey").asString().length());
    Instant expiration = Instant.parse(credentials.at("/expiration").asString());
    assertTrue(expiration.isAfter(Instant.now().plus(Duration.ofMinutes(59))), "an hour");
  }

  @Test
  void handle_whatIsAllowed() throws IOException {
    TestCa intermediate = service.ca.intermediate("Issuing CA", KeyKind.P384);
    TestIdentity below = intermediate.leaf("below").issue();
    Map<String, CapturedRequest> allowed =
        Map.of(
            "intermediate", service.call(below).sign(),
            "leaf and root in the chain", service.call(below).chain(withLeafAndRoot(below)).sign(),
            "ARNs in the body", arnsInBody("").sign(),
            "unknown members", arnsInBody(",\"later\":{\"a\":[1]}").sign(),
            "a proxy's prefix", prefixed(service.call().sign()),
            "empty body", service.call().body("").sign(),
            "four minutes late", service.call().at(Instant.now().minusSeconds(240)).sign(),
            "four minutes early", service.call().at(Instant.now().plusSeconds(240)).sign());
    for (Map.Entry<String, CapturedRequest> entry : allowed.entrySet()) {
      Wire.Answer answer = service.send(entry.getValue());
      assertEquals(201, answer.status(), entry.getKey() + ": " + answer.text());
    }
  }

  @Test
  void handle_chunkedBody() throws IOException {
    CapturedRequest request = service.call().sign();
    String head =
        new String(
                Wire.request(
                    "POST", "/sessions?" + request.rawQuery(), request.headers(), new byte[0]),
                StandardCharsets.ISO_8859_1)
            .replace("content-length: 0", "transfer-encoding: chunked");
    String body = new String(request.body(), StandardCharsets.UTF_8);
    String chunks = "5\r\n" + body.substring(0, 5) + "\r\n";
    String rest = body.substring(5);
    chunks += Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n";
    Wire.Answer answer = service.send((head + chunks).getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(201, answer.status(), answer.text());
  }

  @Test
  void handle_http2() throws Exception {
    CapturedRequest request = service.call().sign();
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(service.api.resolve("/sessions?" + request.rawQuery()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
    for (Headers.Field field : request.headers().fields()) {
      if (!field.name().equals("host")) { // said by :authority
        sent.header(field.name(), field.value());
      }
    }
    try (HttpClient client = HttpClient.newBuilder().sslContext(service.tls).build()) {
      HttpResponse<String> answer = client.send(sent.build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(HttpClient.Version.HTTP_2, answer.version());
      assertEquals(201, answer.statusCode(), answer.body());
    }
  }

  @ParameterizedTest
  @MethodSource({
    "malformed",
    "malformedCertificates",
    "malformedArns",
    "unsigned",
    "wronglySigned",
    "strangers",
    "badCertificates",
    "afterProof"
  })
  void handle_refusal(Refusal refusal) throws IOException {
    Wire.Answer answer = service.send(refusal.request());
    assertEquals(refusal.status(), answer.status(), answer.text());
    assertEquals(refusal.code(), answer.header("x-amzn-errortype"));
    assertFalse(answer.header("x-amzn-requestid").isEmpty(), answer.head());
    String message = JSON.readTree(answer.text()).at("/message").asString();
    if (refusal.part().isEmpty()) {
      assertEquals(UNPROVEN, message);
    } else {
      assertTrue(message.contains(refusal.part()), message);
    }
  }

  Stream<Refusal> malformed() {
    String tooLong = "{\"x\":\"" + "a".repeat(65_536) + "\"}";
    return Stream.of(
        malformed("not JSON", body("duration"), "JSON"),
        malformed("an array", body("[]"), "JSON"),
        malformed(
            "duplicate keys", body("{\"durationSeconds\":900,\"durationSeconds\":900}"), "twice"),
        malformed(
            "duration of the wrong type", body("{\"durationSeconds\":\"900\"}"), "durationSeconds"),
        malformed("name of the wrong type", body("{\"roleSessionName\":1}"), "roleSessionName"),
        malformed("duration too short", body("{\"durationSeconds\":899}"), "900"),
        malformed("duration too long", body("{\"durationSeconds\":43201}"), "43200"),
        malformed("illegal session name", body("{\"roleSessionName\":\"a b\"}"), "roleSessionName"),
        new Refusal("body too large", body(tooLong), 400, "ValidationException", "65536"),
        new Refusal(
            "head too large",
            service.call().header("x-pad", "a".repeat(300_000)).sign(),
            400,
            "ValidationException",
            "131072"));
  }

  Stream<Refusal> malformedCertificates() {
    String good = Base64.getEncoder().encodeToString(service.workload.der());
    byte[] trailing = new byte[service.workload.der().length + 1];
    System.arraycopy(service.workload.der(), 0, trailing, 0, trailing.length - 1);
    List<byte[]> five = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      five.add(service.ca.leaf("other " + i).issue().der());
    }
    return Stream.of(
        malformed("not base64", leaf("*" + good.substring(1)), "x-amz-x509"),
        malformed("not DER", leaf(encoded("hello".getBytes(StandardCharsets.UTF_8))), "DER"),
        malformed("trailing bytes", leaf(encoded(trailing)), ""),
        malformed("a name that is no text", by(nameless()), "X.509"),
        malformed("over 16 KiB", leaf(encoded(new byte[16_385])), "16"),
        malformed("six certificates", service.call().chain(five).sign(), "5"));
  }

  Stream<Refusal> malformedArns() {
    List<Refusal> refusals = new ArrayList<>();
    for (String name : List.of("trustAnchorArn", "profileArn", "roleArn")) {
      refusals.add(malformed("malformed " + name, arn(name, "arn:aws:iam"), name));
      refusals.add(malformed("empty " + name, arn(name, ""), name));
    }
    refusals.add(
        malformed(
            "an ARN twice",
            service
                .call()
                .query(
                    QueryString.of(
                        "trustAnchorArn",
                        service.anchor,
                        "profileArn",
                        service.profile,
                        "roleArn",
                        service.role,
                        "roleArn",
                        service.role))
                .sign(),
            "roleArn"));
    refusals.add(
        malformed(
            "an ARN in query and body", body("{\"roleArn\":\"" + service.role + "\"}"), "roleArn"));
    refusals.add(malformed("no ARNs", service.call().query(QueryString.EMPTY).sign(), "missing"));
    return refusals.stream();
  }

  Stream<Refusal> unsigned() {
    CapturedRequest good = service.call().sign();
    return Stream.of(
        unproven("unsigned", good.withoutHeader("authorization")),
        unproven("no date", good.withoutHeader("x-amz-date")),
        unproven("no certificate", good.withoutHeader("x-amz-x509")),
        unproven(
            "another algorithm's name", good(s -> s.algorithm(SigningAlgorithm.X509_RSA_SHA256))),
        unproven("a signed header absent", withoutSigned("content-type")),
        unproven("a signed header twice", doubled(good, "content-type")),
        unproven("host not signed", unsignedHeader(good, "host")),
        unproven("date not signed", unsignedHeader(good, "x-amz-date")),
        unproven("certificate not signed", unsignedHeader(good, "x-amz-x509")),
        unproven(
            "chain not signed",
            unsignedHeader(
                service.call().chain(List.of(service.workload.der())).sign(),
                CertificateHeaders.CHAIN)),
        unproven("SigV4 by a shared secret", good.withHeader("authorization", sigV4(good))));
  }

  Stream<Refusal> wronglySigned() {
    CapturedRequest good = service.call().sign();
    byte[] changed = good.body().clone();
    changed[changed.length - 2]++;
    String authorization = good.headers().first("authorization").orElseThrow();
    return Stream.of(
        unproven(
            "another serial", good(s -> s.serial(service.workload.serial().add(BigInteger.ONE)))),
        unproven("six minutes late", good(s -> s.at(Instant.now().minusSeconds(360)))),
        unproven("six minutes early", good(s -> s.at(Instant.now().plusSeconds(360)))),
        unproven("another region", good(s -> s.region("eu-west-1"))),
        unproven(
            "another day",
            good.withHeader("authorization", authorization.replaceFirst("/\\d{8}/", "/20200101/"))),
        unproven(
            "another service",
            good.withHeader("authorization", authorization.replace("/rolesanywhere/", "/iam/"))),
        unproven(
            "a changed body",
            new CapturedRequest("POST", good.rawPath(), good.rawQuery(), good.headers(), changed)),
        unproven("another host", good.withHeader("host", "example.com")),
        unproven(
            "a changed query",
            new CapturedRequest(
                "POST", good.rawPath(), good.rawQuery() + "&a=b", good.headers(), good.body())),
        unproven(
            "somebody else's certificate",
            good.withHeader("x-amz-x509", encoded(service.ca.leaf("other").issue().der()))));
  }

  Stream<Refusal> strangers() {
    TestIdentity stranger = TestCa.root("Registered CA", KeyKind.P256).leaf("demo").issue();
    List<Refusal> refusals = new ArrayList<>();
    refusals.add(unproven("a CA that is not registered", service.call(stranger).sign()));
    refusals.add(unproven("a certificate of its own making", service.call(selfMade()).sign()));
    refusals.add(unproven("an unknown anchor", arn("trustAnchorArn", unknown(service.anchor))));
    for (String name : List.of("trustAnchorArn", "profileArn", "roleArn")) {
      refusals.add(unproven("another account's " + name, arn(name, elsewhere(valueOf(name)))));
    }
    return refusals.stream();
  }

  Stream<Refusal> badCertificates() {
    return Stream.of(
        notAllowed("expired", by(service.ca.leaf("demo").expired().issue()), "it was valid until"),
        notAllowed(
            "not yet valid", by(service.ca.leaf("demo").notYetValid().issue()), "it is valid from"),
        notAllowed("a CA", by(service.ca.intermediate("CA", KeyKind.P256).identity()), "CA"),
        notAllowed(
            "without digitalSignature",
            by(service.ca.leaf("demo").keyUsage(KeyUsage.keyEncipherment).issue()),
            "digitalSignature"),
        notAllowed(
            "for servers only",
            by(service.ca.leaf("demo").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).issue()),
            "clientAuth"),
        unproven("SHA-1", by(service.ca.leaf("demo").sha1().issue())),
        unproven("RSA-1024", by(service.ca.leaf("demo").key(KeyKind.RSA_1024).issue())),
        notAllowed(
            "no common name", by(service.ca.leaf("demo").noCommonName().issue()), "common name"));
  }

  Stream<Refusal> afterProof() throws Exception {
    String other = service.controlPlane.role("other");
    String closed =
        service.controlPlane.role(
            "closed", ControlPlane.OPEN_TRUST_POLICY.replace("Allow", "Deny"));
    String toClosed = service.controlPlane.profile("to-closed", closed);
    String disabledAnchor = service.controlPlane.trustAnchor("disabled", service.ca.pem());
    disable("trustanchor", disabledAnchor);
    String disabledProfile = service.controlPlane.profile("disabled", service.role);
    disable("profile", disabledProfile);
    String missing = service.role + "-that-is-not";
    String toMissing = service.controlPlane.profile("to-missing", missing);
    return Stream.of(
        notFound("unknown role", service.call().arns(service.anchor, toMissing, missing).sign()),
        notAllowed("disabled anchor", arn("trustAnchorArn", disabledAnchor), "disabled"),
        notAllowed("disabled profile", arn("profileArn", disabledProfile), "disabled"),
        notFound("unknown profile", arn("profileArn", unknown(service.profile))),
        notAllowed("a role that the profile does not list", arn("roleArn", other), "does not list"),
        notAllowed(
            "a trust policy that does not allow",
            service.call().arns(service.anchor, toClosed, closed).sign(),
            "trust policy"),
        notAllowed("a session name", body("{\"roleSessionName\":\"me\"}"), "roleSessionName"));
  }

  @Test
  void handle_beforeProof_oneAnswerForAll() throws IOException {
    TreeSet<String> answers = new TreeSet<>();
    List<Refusal> all = new ArrayList<>();
    unsigned().forEach(all::add);
    wronglySigned().forEach(all::add);
    strangers().forEach(all::add);
    for (Refusal refusal : all) {
      Wire.Answer answer = service.send(refusal.request());
      answers.add(
          answer.head().replaceAll("(?im)^(x-amzn-requestid|date):.*$", "$1") + answer.text());
    }
    assertEquals(1, answers.size(), answers.toString());
  }

  @Test
  void handle_refusedCertificateUnderARegisteredCa_isOnRecordWithItsAccount() throws Exception {
    String account = service.role.split(":", -1)[4];
    for (CapturedRequest request :
        List.of(
            by(service.ca.leaf("demo").expired().issue()),
            by(service.ca.leaf("demo").keyUsage(KeyUsage.keyEncipherment).issue()),
            arn("profileArn", unknown(service.profile)))) {
      String record =
          service.recorded(service.send(request).header("x-amzn-requestid")).orElseThrow();
      assertTrue(record.contains("\"recipientAccountId\":\"" + account), record);
      assertTrue(record.contains("\"errorCode\":\""), record);
    }
    Wire.Answer stranger = service.send(service.call(selfMade()).sign());
    assertEquals(Optional.empty(), service.recorded(stranger.header("x-amzn-requestid")));
  }

  private void disable(String kind, String arn) throws Exception {
    service.controlPlane.rest(
        "POST", "/%s/%s/disable".formatted(kind, arn.substring(arn.indexOf('/') + 1)), "");
  }

  private static Refusal malformed(String name, CapturedRequest request, String part) {
    return new Refusal(name, request, 400, "ValidationException", part.isEmpty() ? "x-amz" : part);
  }

  private static Refusal unproven(String name, CapturedRequest request) {
    return new Refusal(name, request, 403, "AccessDeniedException", "");
  }

  private static Refusal notAllowed(String name, CapturedRequest request, String part) {
    return new Refusal(name, request, 403, "AccessDeniedException", part);
  }

  private static Refusal notFound(String name, CapturedRequest request) {
    return new Refusal(name, request, 404, "ResourceNotFoundException", "There is no");
  }

  private CapturedRequest good(UnaryOperator<TestSession> change) {
    return change.apply(service.call()).sign();
  }

  private CapturedRequest by(TestIdentity identity) {
    return service.call(identity).sign();
  }

  private CapturedRequest body(String body) {
    return service.call().body(body).sign();
  }

  private CapturedRequest leaf(String header) {
    return service.call().leafHeader(header).sign();
  }

  private CapturedRequest arn(String name, String arn) {
    return service
        .call()
        .query(
            QueryString.of(
                "trustAnchorArn", name.equals("trustAnchorArn") ? arn : service.anchor,
                "profileArn", name.equals("profileArn") ? arn : service.profile,
                "roleArn", name.equals("roleArn") ? arn : service.role))
        .sign();
  }

  private String valueOf(String name) {
    return switch (name) {
      case "trustAnchorArn" -> service.anchor;
      case "profileArn" -> service.profile;
      default -> service.role;
    };
  }

  private TestSession arnsInBody(String more) {
    return service
        .call()
        .query(QueryString.EMPTY)
        .body(
            "{\"trustAnchorArn\":\"%s\",\"profileArn\":\"%s\",\"roleArn\":\"%s\"%s}"
                .formatted(service.anchor, service.profile, service.role, more));
  }

  private static CapturedRequest prefixed(CapturedRequest request) {
    return new CapturedRequest(
        "POST", "/some/prefix/sessions", request.rawQuery(), request.headers(), request.body());
  }

  private CapturedRequest withoutSigned(String name) {
    return service.call().sign().withoutHeader(name);
  }

  private static CapturedRequest doubled(CapturedRequest request, String name) {
    List<Headers.Field> fields = new ArrayList<>(request.headers().fields());
    fields.add(new Headers.Field(name, request.headers().first(name).orElseThrow()));
    return request.withHeaders(new Headers(fields));
  }

  private static CapturedRequest unsignedHeader(CapturedRequest request, String name) {
    String authorization = request.headers().first("authorization").orElseThrow();
    return request.withHeader(
        "authorization",
        authorization
            .replace(";" + name + ";", ";")
            .replace("=" + name + ";", "=")
            .replace(";" + name + ",", ","));
  }

  private static String sigV4(CapturedRequest request) {
    return request
        .headers()
        .first("authorization")
        .orElseThrow()
        .replaceFirst("AWS4-X509-ECDSA-SHA256", "AWS4-HMAC-SHA256")
        .replaceFirst("Signature=[0-9a-f]+", "Signature=" + "0".repeat(64));
  }

  private static String unknown(String arn) {
    return arn.substring(0, arn.indexOf('/') + 1) + "11111111-2222-3333-4444-555555555555";
  }

  /** A stranger whose name is encoded as no name can be: a set with a number in it. */
  private static TestIdentity nameless() {
    return TestCa.root("demo", KeyKind.P256)
        .leaf("demo")
        .subject(X500Name.getInstance(new DERSequence(new DERSet(new ASN1Integer(1)))))
        .issue();
  }

  private static TestIdentity selfMade() {
    return TestCa.root("demo", KeyKind.P256).identity();
  }

  private static List<byte[]> withLeafAndRoot(TestIdentity identity) throws IOException {
    List<byte[]> all = new ArrayList<>();
    all.add(identity.issuers().getLast().getEncoded());
    all.add(identity.der());
    all.addAll(identity.intermediates());
    return all;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String even(String hex) {
    return hex.length() % 2 == 0 ? hex : "0" + hex;
  }
}
