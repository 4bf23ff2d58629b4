package dev.grapnel.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.testing.AgentTree;
import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.InProcess;
import dev.grapnel.agent.testing.RawServer;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.agent.testing.TestTls;
import dev.grapnel.protocol.certificate.CertificateHeaders;
import dev.grapnel.testing.CertificateOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialProcessTest {
  private static final TestCa CA = TestCa.root(KeyKind.P256);

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Instant.now());
  private RecordingService service;
  private IdentityFiles files;
  private Map<String, String> environment;

  @BeforeEach
  void setUp() throws IOException {
    service = RecordingService.start();
    files = IdentityFiles.write(folder, CA.leaf("demo").issue());
    environment = new HashMap<>(Map.of("HOME", folder.toString()));
  }

  @AfterEach
  void tearDown() {
    service.close();
    assertEquals(List.of(), service.faults());
  }

  private AgentTree.Run run(String... more) throws InterruptedException {
    return runLine(files.commandLine(service, more));
  }

  private AgentTree.Run runLine(List<String> line) throws InterruptedException {
    return InProcess.run(clock, folder, environment, line);
  }

  private AgentTree.Run runAgainst(String endpoint, String... more) throws InterruptedException {
    List<String> line = new ArrayList<>(files.commandLine(service, more));
    line.set(line.indexOf("--endpoint") + 1, endpoint);
    return runLine(line);
  }

  private static void assertFailed(AgentTree.Run result, int exitCode, String part) {
    assertEquals("", result.out());
    assertEquals(exitCode, result.exitCode(), result.err());
    assertTrue(result.err().matches("(?s)(warning: .*\n)?error: .*\nhint: .*\n"), result.err());
    assertTrue(result.err().contains(part), result.err());
    assertTrue(result.err().length() < 1_500, result.err());
  }

  @Test
  void answer_isWhatTheSdksRead() throws Exception {
    Instant expiration = clock.instant().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
    service.respondWith((n, exchange) -> RecordingService.issue(n, exchange, expiration));
    AgentTree.Run result = run();
    assertEquals(
        "{\"Version\":1,\"AccessKeyId\":\"ASIATEST00000001\",\"SecretAccessKey\":\"secret-1\","
            + "\"SessionToken\":\"token-1\",\"Expiration\":\""
            + expiration
            + "\",\"AccountId\":\"123456789012\"}\n",
        result.out());
    assertEquals("", result.err());
    assertEquals(0, result.exitCode());
  }

  @Test
  void request_isTheHelpers() throws Exception {
    run("--session-duration", "900", "--role-session-name", "my-session");
    RecordingService.Recorded request = service.requests().getFirst();
    assertEquals("/sessions", request.path());
    assertEquals("{\"durationSeconds\":900,\"roleSessionName\":\"my-session\"}", request.body());
    assertEquals(List.of(IdentityFiles.ROLE), request.query().all("roleArn"));
    assertEquals(List.of(IdentityFiles.PROFILE), request.query().all("profileArn"));
    assertEquals(List.of(IdentityFiles.ANCHOR), request.query().all("trustAnchorArn"));
    assertEquals("application/json", request.headers().first("content-type").orElseThrow());
    assertTrue(
        request
            .headers()
            .first("authorization")
            .orElseThrow()
            .contains("SignedHeaders=content-type;host;x-amz-date;x-amz-x509,"));
  }

  @Test
  void endpointWithAPrefix_signsSessions() throws Exception {
    AgentTree.Run result = runAgainst(service.endpoint() + "/prefix/v1/");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("/prefix/v1/sessions", service.requests().getFirst().path());
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "P256", "P384", "P521"})
  void everyKindOfKey_inEveryForm_signs(KeyKind kind) throws Exception {
    TestIdentity identity = CA.leaf("demo").key(kind).issue();
    String older = kind == KeyKind.RSA_2048 ? identity.keyPkcs1Pem() : identity.keySec1Pem();
    List<String> forms = List.of(identity.keyPkcs8Pem(), older, identity.pem() + older);
    for (String form : forms) {
      Files.writeString(files.key(), form);
      Files.writeString(files.certificate(), identity.pem());
      AgentTree.Run result = run("--no-cache");
      assertEquals(0, result.exitCode(), result.err());
    }
    assertEquals(forms.size(), service.requests().size());
  }

  @Test
  void keyInTheCertificatesFile_isFound() throws Exception {
    TestIdentity identity = CA.leaf("both").issue();
    Files.writeString(files.certificate(), identity.keySec1Pem() + identity.pem());
    List<String> line = new ArrayList<>(files.commandLine(service));
    int at = line.indexOf("--private-key");
    line.subList(at, at + 2).clear();
    assertEquals(0, runLine(line).exitCode());
  }

  @Test
  void intermediates_areSentInTheFilesOrder() throws Exception {
    TestCa upper = CA.intermediate("upper", KeyKind.P256);
    TestIdentity identity = upper.intermediate("lower", KeyKind.P256).leaf("demo").issue();
    files = IdentityFiles.write(folder, identity);
    Path chain = folder.resolve("chain.pem");
    Files.writeString(chain, identity.intermediatesPem());
    AgentTree.Run result = run("--intermediates", chain.toString());
    assertEquals(0, result.exitCode(), result.err());
    String header =
        service.requests().getFirst().headers().first(CertificateHeaders.CHAIN).orElseThrow();
    assertEquals(
        identity.intermediates().stream()
            .map(der -> java.util.Base64.getEncoder().encodeToString(der))
            .toList(),
        List.of(header.split(",", -1)));
  }

  @Test
  void keyOfAnotherCertificate_isRefusedBeforeAnythingIsSent() throws Exception {
    Files.writeString(files.key(), CA.leaf("other").issue().keyPkcs8Pem());
    assertFailed(run(), 1, "does not belong to the certificate");
    Files.writeString(files.key(), CA.leaf("rsa").key(KeyKind.RSA_2048).issue().keyPkcs8Pem());
    assertFailed(run(), 1, "is not EC as the certificate's key");
    assertEquals(0, service.requests().size());
  }

  @Test
  void certificateOutOfItsTime_isRefusedBeforeAnythingIsSent() throws Exception {
    CertificateOrder expired = CA.leaf("demo").expired();
    files = IdentityFiles.write(folder, expired.issue());
    assertFailed(run(), 1, "expired at 2021-01-01T00:00:00Z");
    files = IdentityFiles.write(folder, CA.leaf("demo").notYetValid().issue());
    assertFailed(run(), 1, "is not valid before 2049-01-01T00:00:00Z");
    assertEquals(0, service.requests().size());
  }

  @ParameterizedTest
  @CsvSource({
    "'',the key.pem file is empty",
    "-----BEGIN PRIVATE KEY-----,cut",
    "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----,not a key"
  })
  void brokenKey_isToldWithoutItsContent(String text) throws Exception {
    Files.writeString(files.key(), text);
    AgentTree.Run result = run();
    assertFailed(result, 1, "key.pem");
    assertFalse(result.err().contains("AAAA"));
  }

  @ParameterizedTest
  @CsvSource({
    "400,ValidationException,1",
    "403,AccessDeniedException,1",
    "404,ResourceNotFoundException,1",
    "501,Whatever,1",
    "500,InternalServerException,3",
    "503,ServiceUnavailableException,3",
    "429,TooManyRequestsException,3",
    "400,ThrottlingException,3"
  })
  void refusal_isToldAfterAsManyAttemptsAsItDeserves(int status, String code, int attempts)
      throws Exception {
    service.respondWith(RecordingService.refusing(status, code, "why it is"));
    assertFailed(
        run(), 1, status + " " + code + ": why it is (request id request-" + attempts + ")");
    assertEquals(attempts, service.requests().size());
  }

  @Test
  void attempts_areAsManyAsTheEnvironmentSays() throws Exception {
    environment.put("AWS_MAX_ATTEMPTS", "1");
    service.respondWith(RecordingService.refusing(500, "InternalFailure", "x"));
    assertFailed(run(), 1, "500");
    assertEquals(1, service.requests().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{}",
        "{\"credentialSet\":[]}",
        "{\"credentialSet\":[{}]}",
        "{\"credentialSet\":[{\"credentials\":{\"accessKeyId\":\"ASIA1\"}}]}",
        "{\"credentialSet\":[{\"credentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"S3CR3T\","
            + "\"sessionToken\":\"T\",\"expiration\":1}}]}",
        "{\"credentialSet\":[{\"credentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"S3CR3T\","
            + "\"sessionToken\":\"T\",\"expiration\":\"2001-01-01T00:00:00Z\"}}]}"
      })
  void answerThatIsNone_isAnErrorWithoutSecrets(String body) throws Exception {
    service.respondWith(
        (n, exchange) ->
            RecordingService.send(
                exchange, 200, body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    AgentTree.Run result = run();
    assertFailed(result, 1, "the service's answer");
    assertFalse(result.err().contains("S3CR3T"));
  }

  @Test
  void brokenConnections_areErrorsAfterThreeAttempts() throws Exception {
    List<RawServer.Behaviour> behaviours =
        List.of(
            RawServer.reset(),
            RawServer.sending(""),
            RawServer.sending("HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"cred"),
            RawServer.sending("SSH-2.0-OpenSSH_9.2\r\n"));
    for (RawServer.Behaviour behaviour : behaviours) {
      try (RawServer server = RawServer.start(behaviour)) {
        assertFailed(runAgainst(server.endpoint()), 1, "127.0.0.1");
        assertEquals(3, server.connections());
      }
    }
  }

  @Test
  void nobodyListens_isAnError() throws Exception {
    String endpoint;
    try (RawServer server = RawServer.start(RawServer.reset())) {
      endpoint = server.endpoint();
    }
    assertFailed(runAgainst(endpoint), 1, "no connection to http://127.0.0.1");
  }

  @Test
  void plainHttpOffLoopback_needsAFlag() throws Exception {
    assertFailed(runAgainst("http://192.0.2.1:8443"), 1, "plain http");
    assertFailed(runAgainst("ftp://127.0.0.1"), 1, "not a URL");
    assertFailed(runAgainst("https://user@127.0.0.1"), 1, "not a URL");
  }

  @Test
  void https_trustsTheBundleAlone() throws Exception {
    TestTls tls = TestTls.create();
    Path bundle = folder.resolve("ca.pem");
    Files.writeString(bundle, tls.ca().pem());
    try (RecordingService secure = RecordingService.start(tls.context())) {
      String endpoint = secure.endpoint().toString();
      assertEquals(
          0, runAgainst(endpoint, "--no-cache", "--ca-bundle", bundle.toString()).exitCode());
      assertFailed(runAgainst(endpoint, "--no-cache"), 1, "is not trusted");
      environment.put("AWS_CA_BUNDLE", bundle.toString());
      assertEquals(0, runAgainst(endpoint, "--no-cache").exitCode());
      Files.writeString(bundle, TestCa.root(KeyKind.P256).pem());
      assertFailed(runAgainst(endpoint, "--no-cache"), 1, "is not trusted");
      AgentTree.Run blind = runAgainst(endpoint, "--no-cache", "--no-verify-ssl");
      assertEquals(0, blind.exitCode());
      assertTrue(blind.err().startsWith("warning: --no-verify-ssl"), blind.err());
      assertEquals(3, secure.requests().size());
    }
  }

  /** Valid by a clock that is off too, or nothing would be sent. */
  private void writeLongLivedIdentity() throws Exception {
    IdentityFiles.write(
        folder,
        TestCa.root(KeyKind.P256)
            .leaf("demo")
            .validity(
                Instant.now().minus(Duration.ofDays(9)), Instant.now().plus(Duration.ofDays(9)))
            .issue());
  }

  @Test
  void clockTooFarOff_isNotFollowed() throws Exception {
    clock.advance(Duration.ofHours(-25));
    service.respondWith(RecordingService.refusing(403, "AccessDeniedException", "date"));
    writeLongLivedIdentity();
    AgentTree.Run result = run();
    assertEquals(1, result.exitCode(), result.err());
    assertTrue(result.err().contains("no more than 24 h are made up for"), result.err());
    assertEquals(1, service.requests().size());
  }

  @Test
  void clockThatIsMerelyTold_isTriedOnceAndNotKept() throws Exception {
    clock.advance(Duration.ofHours(-13));
    service.respondWith(RecordingService.refusing(403, "AccessDeniedException", "no"));
    writeLongLivedIdentity();
    AgentTree.Run result = run();
    assertEquals(1, result.exitCode(), result.err());
    assertEquals(2, service.requests().size());
    assertFalse(result.err().contains("warning: this machine's clock"), result.err());
  }

  @Test
  void skewedClock_isCorrectedByTheServices() throws Exception {
    Instant real = clock.instant();
    clock.advance(Duration.ofMinutes(-20));
    service.respondWith(
        (n, exchange) -> {
          exchange
              .getResponseHeaders()
              .set(
                  "Date",
                  DateTimeFormatter.RFC_1123_DATE_TIME.format(
                      ZonedDateTime.ofInstant(real, ZoneOffset.UTC)));
          if (n == 1) {
            RecordingService.refusing(403, "AccessDeniedException", "date").respond(n, exchange);
          } else {
            RecordingService.issue(n, exchange, real.plusSeconds(3_600));
          }
        });
    AgentTree.Run result = run();
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(result.err().contains("warning: this machine's clock"), result.err());
    assertEquals(2, service.requests().size());
  }

  @Test
  void wrongUsage_isExitCode2() throws Exception {
    assertFailed(run("--nonsense"), 2, "unknown option --nonsense");
    assertFailed(run("--session-duration", "60"), 2, "900");
    assertFailed(run("--role-arn", "notanarn"), 2, "not the ARN of a role");
    assertFailed(run("--role-session-name", "a b"), 2, "role session name");
    assertFailed(run("--region"), 2, "needs a value");
    AgentTree.Run stray = run("hunter2");
    assertFailed(stray, 2, "is unexpected");
    assertFalse(stray.err().contains("hunter2"), stray.err()); // it may be a password
    assertFailed(
        run("--profile-arn", IdentityFiles.PROFILE.replace("us-east-1", "eu-west-1")),
        2,
        "eu-west-1");
    assertFailed(runLine(List.of("nonsense")), 2, "unknown command");
    assertEquals(0, service.requests().size());
  }

  @Test
  void refresh_comesSixteenMinutesBeforeTheEnd() throws Exception {
    Instant start = clock.instant();
    service.respondWith(
        (n, exchange) -> RecordingService.issue(n, exchange, clock.instant().plusSeconds(3_600)));
    String first = run().out();
    clock.set(start.plus(Duration.ofMinutes(43)));
    assertEquals(first, run().out());
    clock.set(start.plus(Duration.ofMinutes(44)));
    assertTrue(run().out().contains("ASIATEST00000002"));
    assertEquals(2, service.requests().size());
  }

  @Test
  void refreshThatFails_leavesTheOldCredentialsToTheirLastSecond() throws Exception {
    Instant start = clock.instant();
    service.respondWith(RecordingService.issuing(Duration.ofHours(1)));
    service.respondWith((n, exchange) -> RecordingService.issue(n, exchange, end(start)));
    String first = run().out();
    service.respondWith(RecordingService.refusing(500, "InternalFailure", "broken"));
    clock.set(start.plus(Duration.ofMinutes(50)));
    AgentTree.Run stale = run();
    assertEquals(first, stale.out());
    assertTrue(stale.err().startsWith("warning: the refresh failed"), stale.err());
    assertEquals(new AgentTree.Run(0, first, ""), run());
    assertEquals(1 + 3, service.requests().size());
    clock.set(end(start).minusSeconds(1));
    assertEquals(first, run().out());
    clock.set(end(start));
    assertFailed(run(), 1, "broken");
    service.respondWith(RecordingService.issuing(Duration.ofHours(3)));
    assertEquals(0, run().exitCode());
  }

  private static Instant end(Instant start) {
    return start.plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
  }

  @Test
  void secretsInTheCommandLine_areNotInTheCache() throws Exception {
    environment.put("HTTPS_PROXY", "http://me:s3cr3t@127.0.0.1:9");
    assertEquals(0, run().exitCode());
    try (var all = Files.list(folder.resolve(".cache/grapnel-agent"))) {
      for (Path file : all.toList()) {
        assertFalse(Files.readString(file).contains("s3cr3t"));
      }
    }
    assertEquals(0, run().exitCode());
    assertEquals(1, service.requests().size());
  }
}
