package dev.grapnel.agent.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.outlet.ControlSocket;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.testing.AgentTree;
import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.InProcess;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.Scale;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
  private static final TestCa CA = TestCa.root(KeyKind.P256);
  private static final Pattern ISSUE =
      Pattern.compile("ASIATEST0*(\\d+)\".*\"secret-(\\d+)\".*\"token-(\\d+)\"");

  @TempDir Path folder;
  private RecordingService service;
  private IdentityFiles files;

  @BeforeEach
  void setUp() throws IOException {
    service = RecordingService.start();
    files = IdentityFiles.write(folder, CA.leaf("demo").issue());
  }

  @AfterEach
  void tearDown() {
    service.close();
    assertEquals(List.of(), service.faults());
  }

  private String profile(String name, String... more) {
    return AgentUnderTest.profile(name, files, service.endpoint().toString(), more);
  }

  private String container(String profile) {
    return "[profile."
        + profile
        + ".container]\nlisten = \"127.0.0.1:0\"\ntoken-file = \""
        + folder.resolve(profile + "-token")
        + "\"\n";
  }

  private static String imds(String profile) {
    return "[profile." + profile + ".imds]\nlisten = \"127.0.0.1:0\"\nhop-limit = 2\n";
  }

  private HttpResponse<String> credentials(AgentUnderTest agent, String profile)
      throws IOException, InterruptedException {
    String token = Files.readString(folder.resolve(profile + "-token"));
    return agent.get(agent.address(profile) + "/credentials", "Authorization", token);
  }

  /** The number of the issue; the three parts must be of one. */
  private static int issue(String body) {
    Matcher matcher = ISSUE.matcher(body);
    assertTrue(matcher.find(), body);
    assertEquals(matcher.group(1), matcher.group(2), body);
    assertEquals(matcher.group(1), matcher.group(3), body);
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void containerEndpoint_answersWhoHasTheToken() throws Exception {
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main") + container("main"))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      HttpResponse<String> answer = credentials(agent, "main");
      assertEquals(200, answer.statusCode());
      assertTrue(
          answer
              .body()
              .matches(
                  "\\{\"AccessKeyId\":\"ASIATEST00000001\",\"SecretAccessKey\":\"secret-1\","
                      + "\"Token\":\"token-1\",\"Expiration\":\"[-0-9T:]{19}Z\","
                      + "\"AccountId\":\"123456789012\"\\}"),
          answer.body());
      String url = agent.address("main") + "/credentials";
      HttpResponse<String> refused = agent.get(url, "Authorization", "wrong");
      assertEquals(401, refused.statusCode());
      assertTrue(refused.body().startsWith("{\"code\":\"Unauthorized\",\"message\":"));
      assertEquals(401, agent.get(url).statusCode());
      assertEquals(404, agent.get(agent.address("main") + "/", "Authorization", "x").statusCode());
      assertEquals(405, agent.send("POST", url).statusCode());
      Path token = folder.resolve("main-token");
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
      assertFalse(Files.readString(token).endsWith("\n"));
    }
  }

  @Test
  void containerEndpoint_withTls_followsItsCertificate() throws Exception {
    TestCa ca = TestCa.root("TLS", KeyKind.P256);
    Path certificate = folder.resolve("tls.pem");
    Path key = folder.resolve("tls.key");
    TestIdentity first = ca.leaf("127.0.0.1").ipAddress("127.0.0.1").issue();
    Files.writeString(certificate, first.pem());
    Files.writeString(key, first.keyPkcs8Pem());
    String tls = "tls-certificate = \"" + certificate + "\"\ntls-key = \"" + key + "\"\n";
    try (AgentUnderTest agent =
        AgentUnderTest.start(folder, profile("main") + container("main") + tls)) {
      int port = URI.create(agent.address("main")).getPort();
      RunningProfile profile = agent.daemon.profiles().getFirst();
      assertEquals(first.serial(), shown(port).getSerialNumber());
      TestIdentity next = ca.leaf("127.0.0.1").key(KeyKind.RSA_2048).ipAddress("127.0.0.1").issue();
      Files.writeString(certificate, next.pem());
      profile.renewTls(); // half of the new pair: the old one stays
      assertEquals(first.serial(), shown(port).getSerialNumber());
      assertTrue(agent.log().contains("is not used; the one before still is"), agent.log());
      Files.writeString(key, next.keyPkcs8Pem());
      profile.renewTls();
      assertEquals(next.serial(), shown(port).getSerialNumber());
    }
  }

  /** The certificate that a listener shows. */
  private static X509Certificate shown(int port) throws Exception {
    SSLContext anyone = SSLContext.getInstance("TLS");
    anyone.init(null, new TrustManager[] {new AnyServer()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            anyone.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  /** Trusts whoever answers, as only a test may. */
  private static final class AnyServer extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** The file of the token may be unwritable for a while, and more than once. */
  @Test
  void tokenRotation_thatCannotWrite_endsNoToken() throws Exception {
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    String outlet =
        "[profile.main.container]\nlisten = \"127.0.0.1:0\"\ntoken-file = \"tokens/t\"\n";
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main") + outlet)) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      String url = agent.address("main") + "/credentials";
      String token = Files.readString(tokens.resolve("t"));
      Path away = Files.move(tokens, folder.resolve("away"));
      Files.writeString(tokens, "in the way of the folder");
      for (int i = 0; i < 3; i++) {
        agent.daemon.profiles().getFirst().rotateToken();
        assertEquals(200, agent.get(url, "Authorization", token).statusCode());
      }
      Files.delete(tokens);
      Files.move(away, tokens);
      agent.daemon.profiles().getFirst().rotateToken();
      String next = Files.readString(tokens.resolve("t"));
      assertNotEquals(token, next);
      assertEquals(200, agent.get(url, "Authorization", next).statusCode());
    }
  }

  @Test
  void socket_isPrivate_andIsNotWaitedForForLong() throws Exception {
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main"))) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(agent.socket())));
    }
    Path silent = folder.resolve("silent");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(silent));
      IOException late =
          assertThrows(
              IOException.class, () -> ControlSocket.ask(silent, "status", Duration.ofMillis(200)));
      assertTrue(String.valueOf(late.getMessage()).startsWith("no answer"), late.getMessage());
    }
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThrows(
        IOException.class,
        () -> ControlSocket.start(open.resolve("s"), Optional.empty(), question -> question));
  }

  @Test
  void tokenRotation_acceptsTheTokenBeforeOnceMore() throws Exception {
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main") + container("main"))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      String url = agent.address("main") + "/credentials";
      String first = Files.readString(folder.resolve("main-token"));
      agent.daemon.profiles().getFirst().rotateToken();
      String second = Files.readString(folder.resolve("main-token"));
      assertNotEquals(first, second);
      assertEquals(200, agent.get(url, "Authorization", first).statusCode());
      assertEquals(200, agent.get(url, "Authorization", second).statusCode());
      agent.daemon.profiles().getFirst().rotateToken();
      assertEquals(401, agent.get(url, "Authorization", first).statusCode());
    }
  }

  @Test
  void metadataService_isVersionTwo() throws Exception {
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main") + imds("main"))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      String base = agent.address("main");
      String ttl = "x-aws-ec2-metadata-token-ttl-seconds";
      HttpResponse<String> issued = agent.send("PUT", base + "/latest/api/token", ttl, "60");
      assertEquals(200, issued.statusCode());
      assertEquals("60", issued.headers().firstValue(ttl).orElseThrow());
      String token = issued.body();
      String list = base + "/latest/meta-data/iam/security-credentials/";
      String header = "X-aws-ec2-metadata-token";
      assertEquals("demo", agent.get(list, header, token).body());
      HttpResponse<String> answer = agent.get(list + "demo", header, token);
      assertEquals(200, answer.statusCode());
      assertEquals(1, issue(answer.body()));
      assertTrue(answer.body().startsWith("{\"Code\":\"Success\",\"LastUpdated\":\""));
      assertTrue(answer.headers().firstValue(ttl).isPresent());
      assertEquals(404, agent.get(list + "other", header, token).statusCode());
      assertEquals(401, agent.get(list + "demo").statusCode());
      assertEquals(401, agent.get(list + "demo", header, "AAAA").statusCode());
      assertEquals(404, agent.get(base + "/latest/meta-data/", header, token).statusCode());
      assertEquals(405, agent.get(base + "/latest/api/token").statusCode());
      for (String bad : List.of("0", "21601", "x", "-1")) {
        assertEquals(400, agent.send("PUT", base + "/latest/api/token", ttl, bad).statusCode());
      }
      assertEquals(
          400,
          agent
              .send("PUT", base + "/latest/api/token", ttl, "60", "X-Forwarded-For", "10.0.0.1")
              .statusCode());
      assertEquals(
          400, agent.get(list + "demo", header, token, "X-Forwarded-For", "10.0.0.1").statusCode());
    }
  }

  @Test
  void fileOutlet_keepsItsSectionFresh_andTheRestAsItWas() throws Exception {
    Path shared = folder.resolve("credentials");
    Files.writeString(shared, "[other]\naws_access_key_id = AKIA\n# käse\n[last]\nx = 1");
    String outlet = "[profile.main.file]\npath = \"" + shared + "\"\nsection = \"mine\"\n";
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main") + outlet)) {
      agent.daemon.awaitWritten();
    }
    String text = Files.readString(shared);
    assertTrue(
        text.startsWith(
            """
            [other]
            aws_access_key_id = AKIA
            # käse
            [last]
            x = 1
            [mine]
            aws_access_key_id = ASIATEST00000001
            aws_secret_access_key = secret-1
            aws_session_token = token-1
            """),
        text);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)));
  }

  @Test
  void manyReaders_duringRefreshes_neverSeeTornCredentials() throws Exception {
    service.respondWith(RecordingService.issuing(Duration.ofSeconds(7)));
    int threads = 64;
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    Queue<Integer> issues = new ConcurrentLinkedQueue<>();
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main") + container("main"))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        readers.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        while (!stop.get()) {
                          HttpResponse<String> answer = credentials(agent, "main");
                          assertEquals(200, answer.statusCode(), answer.body());
                          issues.add(issue(answer.body()));
                        }
                      } catch (Throwable e) {
                        faults.add(e);
                      }
                    }));
      }
      AgentUnderTest.await("three refreshes", () -> service.requests().size() >= 4);
      stop.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
    }
    assertEquals(List.of(), List.copyOf(faults));
    // An issue was made once: as many as requests, none twice.
    assertTrue(issues.stream().distinct().count() <= service.requests().size());
    assertTrue(issues.stream().mapToInt(i -> i).max().orElseThrow() >= 3);
  }

  @Test
  void outage_leavesTheCredentialsToTheirLastSecond_andEndsSoonAfterTheServiceIsBack()
      throws Exception {
    Instant end = Instant.now().plusSeconds(6);
    service.respondWith((n, exchange) -> RecordingService.issue(n, exchange, end));
    try (AgentUnderTest agent =
        AgentUnderTest.start(
            folder, profile("main") + container("main") + profile("second") + imds("second"))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      service.respondWith(RecordingService.refusing(500, "InternalFailure", "out"));
      Instant last = end.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
      while (true) {
        boolean early = Instant.now().isBefore(last.minusMillis(200));
        HttpResponse<String> answer = credentials(agent, "main");
        if (!early) {
          break;
        }
        assertEquals(200, answer.statusCode(), answer.body());
      }
      AgentUnderTest.await(
          "the error",
          () -> {
            try {
              return credentials(agent, "main").statusCode() == 503;
            } catch (IOException | InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      assertTrue(credentials(agent, "main").body().contains("\"code\":\"ServiceUnavailable\""));
      assertFalse(agent.daemon.isReady());
      service.respondWith(RecordingService.issuing(Duration.ofHours(1)));
      Instant back = Instant.now();
      AgentUnderTest.await("the recovery", agent.daemon::isReady);
      assertTrue(Duration.between(back, Instant.now()).compareTo(Duration.ofSeconds(5)) < 0);
      assertEquals(200, credentials(agent, "main").statusCode());
    }
  }

  @Test
  void permanentRefusal_isAClientError() throws Exception {
    service.respondWith(RecordingService.refusing(403, "AccessDeniedException", "never"));
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main") + container("main"))) {
      assertFalse(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      assertEquals(400, credentials(agent, "main").statusCode());
      assertTrue(agent.daemon.status().contains("AccessDeniedException: never"));
      assertTrue(agent.log().contains("AccessDeniedException: never"), agent.log());
    }
  }

  @Test
  void rotation_underTornWrites_neverSignsWithAMismatchedPair() throws Exception {
    service.respondWith(RecordingService.issuing(Duration.ofSeconds(10)));
    int rounds = Scale.pick(20, 200);
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main") + container("main"))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      List<KeyKind> kinds = List.of(KeyKind.P256, KeyKind.RSA_2048, KeyKind.P384);
      for (int round = 0; round < rounds; round++) {
        TestIdentity next = CA.leaf("demo").key(kinds.get(round % kinds.size())).issue();
        rotate(agent, next, round);
        if (round % 5 == 4) {
          awaitUse(agent, next);
        }
      }
      TestIdentity last = CA.leaf("last").issue();
      rotate(agent, last, 0);
      awaitUse(agent, last);
      assertEquals(200, credentials(agent, "main").statusCode());
    }
    // RecordingService refuses, and tearDown reports, whatever a wrong key signed.
    assertTrue(service.requests().size() >= 3);
  }

  private static void awaitUse(AgentUnderTest agent, TestIdentity pair) throws Exception {
    AgentUnderTest.await(
        "the certificate's use", () -> agent.daemon.status().contains(pair.serial().toString(16)));
  }

  /** In either order, in place and by halves, under load. */
  private void rotate(AgentUnderTest agent, TestIdentity next, int round)
      throws IOException, InterruptedException {
    List<Path> order =
        round % 2 == 0
            ? List.of(files.certificate(), files.key())
            : List.of(files.key(), files.certificate());
    for (Path file : order) {
      String text = file.equals(files.key()) ? next.keyPkcs8Pem() : next.pem();
      Files.writeString(file, text.substring(0, text.length() / 2));
      load(agent);
      Files.writeString(file, text);
      load(agent);
    }
  }

  /** Some requests, all answered, in whose time the agent looks at the files. */
  private void load(AgentUnderTest agent) throws IOException, InterruptedException {
    for (int i = 0; i < 15; i++) {
      assertEquals(200, credentials(agent, "main").statusCode());
    }
  }

  @Test
  void reload_addsRemovesAndKeeps() throws Exception {
    String main = profile("main") + container("main");
    try (AgentUnderTest agent = AgentUnderTest.start(folder, main)) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      String address = agent.address("main");
      agent.reload(main + profile("second"));
      AgentUnderTest.await("the second profile", agent.daemon::isReady);
      assertEquals(address, agent.address("main"));
      assertEquals(2, service.requests().size());
      agent.reload(profile("main", "session-duration = 900") + container("main"));
      assertEquals(address, agent.address("main"));
      assertEquals(200, credentials(agent, "main").statusCode());
      assertThrows(ProblemException.class, () -> agent.reload("[profile.main]\nnonsense = 1\n"));
      assertEquals(200, credentials(agent, "main").statusCode());
    }
  }

  @Test
  void socket_ofAGroup_isOpenToItsMembersAlone() throws Exception {
    Path socket = folder.resolve("shared/agent.sock");
    Object group = Files.getAttribute(folder, "posix:group");
    String table = "[agent]\nsocket = \"" + socket + "\"\nsocket-group = \"" + group + "\"\n";
    try (AgentUnderTest agent = AgentUnderTest.start(folder, table + profile("main"))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      assertEquals(group, Files.getAttribute(socket, "posix:group"));
      assertEquals(
          "rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
      assertEquals(
          "rwx--x---",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
    }
  }

  @Test
  void socket_ofAGroupThatIsNot_isRefusedByName() {
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () ->
                AgentUnderTest.start(
                    folder, "[agent]\nsocket-group = \"no-such-group\"\n" + profile("main")));
    assertTrue(refused.problem().what().contains("no group no-such-group"), refused.toString());
  }

  @Test
  void socket_answersStatusAndCredentialProcess() throws Exception {
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile("main"))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      assertTrue(
          ControlSocket.ask(agent.socket(), "status")
              .startsWith("{\"profiles\":[{\"name\":\"main\""));
      List<String> line = List.of("credential-process", "--profile", "main");
      AgentTree.Run run = InProcess.run(InstantSource.system(), folder, agent.environment(), line);
      assertEquals(0, run.exitCode(), run.err());
      assertEquals(1, issue(run.out()));
      AgentTree tree = AgentTree.create(folder);
      assertEquals(run, tree.run(List.of(), folder, agent.environment(), line));
      assertEquals(0, tree.jvmStarts());
      AgentTree.Run status =
          InProcess.run(InstantSource.system(), folder, agent.environment(), List.of("status"));
      assertTrue(status.out().contains("state: good"), status.out());
      AgentTree.Run unknown =
          InProcess.run(
              InstantSource.system(),
              folder,
              agent.environment(),
              List.of("credential-process", "--profile", "other"));
      assertEquals(1, unknown.exitCode());
      assertTrue(unknown.err().contains("has no profile \"other\""), unknown.err());
    }
  }

  @Test
  void diskCache_carriesCredentialsOverARestart() throws Exception {
    String agentTable =
        "[agent]\ndisk-cache = \"cache\"\ndisk-cache-key = \"" + folder.resolve("key") + "\"\n";
    String toml = agentTable + profile("main") + container("main");
    try (AgentUnderTest agent = AgentUnderTest.start(folder, toml)) {
      agent.daemon.awaitWritten();
    }
    service.respondWith(RecordingService.refusing(500, "InternalFailure", "out"));
    try (AgentUnderTest agent = AgentUnderTest.start(folder, toml)) {
      assertEquals(1, issue(credentials(agent, "main").body()));
      // They are renewed at once, as the certificate may be another by now; until then they serve.
    }
    String sealed =
        Files.readString(
            folder.resolve("cache/main.sealed"), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertFalse(sealed.contains("secret-1"));
    Files.write(folder.resolve("key"), new byte[32]);
    try (AgentUnderTest agent = AgentUnderTest.start(folder, toml)) {
      assertEquals(503, credentials(agent, "main").statusCode());
    }
  }

  @Test
  void management_tellsHealthAndMetrics() throws Exception {
    String agentTable = "[agent]\nmanagement = \"127.0.0.1:0\"\n";
    try (AgentUnderTest agent = AgentUnderTest.start(folder, agentTable + profile("main"))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      String base = agent.daemon.managementAddresses().getFirst();
      assertEquals(200, agent.get(base + "/livez").statusCode());
      assertEquals(200, agent.get(base + "/readyz").statusCode());
      String metrics = agent.get(base + "/metrics").body();
      assertTrue(
          metrics.contains(
              "grapnel_agent_create_session_total{profile=\"main\",result=\"success\","
                  + "error_type=\"\"} 1\n"),
          metrics);
      assertTrue(
          metrics.contains("grapnel_agent_certificate_expiry_timestamp_seconds{profile=\"main\"} "),
          metrics);
    }
  }
}
