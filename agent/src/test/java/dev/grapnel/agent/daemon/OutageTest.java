package dev.grapnel.agent.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.grapnel.agent.outlet.ControlSocket;
import dev.grapnel.agent.testing.AgentTree;
import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.InProcess;
import dev.grapnel.agent.testing.RawServer;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services that fail in many ways at once, a profile each: the credentials there serve to their
 * last second, then every outlet says in its own form that there are none, and soon after the
 * service is back there are some again.
 */
class OutageTest {
  private static final Duration LIFETIME = Duration.ofSeconds(8);
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /** For answers to come, on a machine that does much else. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  @TempDir Path folder;
  private IdentityFiles files;
  private Instant end = Instant.EPOCH;
  private final Map<String, RecordingService> services = new LinkedHashMap<>();
  private volatile boolean resetting;

  @BeforeEach
  void setUp() throws IOException {
    files = IdentityFiles.write(folder, TestCa.root(KeyKind.P256).leaf("demo").issue());
    end = Instant.now().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Map<String, RecordingService.Responder> faults() {
    Map<String, RecordingService.Responder> faults = new LinkedHashMap<>();
    faults.put("stopped", RecordingService.issuing(Duration.ofHours(1)));
    faults.put("internal", RecordingService.refusing(500, "InternalFailure", "out"));
    faults.put(
        "throttled",
        RecordingService.refusing(429, "TooManyRequestsException", "slow", "Retry-After", "3600"));
    faults.put("hanging", (n, exchange) -> TimeUnit.SECONDS.sleep(60));
    faults.put("closing", (n, exchange) -> exchange.close());
    faults.put("halved", (n, exchange) -> half(exchange));
    faults.put(
        "foreign",
        (n, exchange) ->
            RecordingService.send(
                exchange, 200, "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8)));
    return faults;
  }

  private static void half(HttpExchange exchange) throws IOException {
    byte[] whole = RecordingService.answer(99, Instant.now().plusSeconds(3_600));
    exchange.sendResponseHeaders(201, whole.length);
    exchange.getResponseBody().write(whole, 0, whole.length / 2);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private RawServer resettingService() throws IOException {
    return RawServer.start(
        socket -> {
          if (resetting) {
            RawServer.reset().answer(socket);
          } else {
            answer(socket);
          }
        });
  }

  private void answer(Socket socket) throws Exception {
    socket.getInputStream().readNBytes("{\"durationSeconds\":3600}".length());
    Instant until = Instant.now().isBefore(end) ? end : Instant.now().plusSeconds(3_600);
    String body = new String(RecordingService.answer(1, until), StandardCharsets.UTF_8);
    RawServer.sending(
            "HTTP/1.1 201 Created\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
        .answer(socket);
  }

  private RecordingService service(String fault) {
    return Objects.requireNonNull(services.get(fault), fault);
  }

  /** A profile with a container endpoint, a metadata service and a file. */
  private String profile(String name, String endpoint) {
    return AgentUnderTest.profile(name, files, endpoint)
        + "[profile.%s.container]\nlisten = \"127.0.0.1:0\"\ntoken-file = \"%s\"\n"
            .formatted(name, name + "-token")
        + "[profile.%s.imds]\nlisten = \"127.0.0.1:0\"\n".formatted(name)
        + "[profile.%s.file]\npath = \"%s\"\n".formatted(name, name + "-credentials");
  }

  @Test
  void outage_ofEveryKind_leavesTheCredentialsToTheirLastSecond_andEndsSoon() throws Exception {
    StringBuilder toml = new StringBuilder();
    for (String fault : faults().keySet()) {
      RecordingService service = RecordingService.start();
      service.respondWith((n, exchange) -> RecordingService.issue(n, exchange, end));
      services.put(fault, service);
      toml.append(profile(fault, service.endpoint().toString()));
    }
    try (RawServer raw = resettingService();
        AgentUnderTest agent =
            AgentUnderTest.start(folder, toml + profile("resetting", raw.endpoint()))) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(30)));
      assertEquals(Optional.empty(), agent.daemon.awaitWritten());
      for (RunningProfile profile : agent.daemon.profiles()) {
        assertEquals(0, process(agent, profile.config().name()).exitCode());
      }
      faults().forEach((fault, responder) -> service(fault).respondWith(responder));
      resetting = true;
      int port = service("stopped").endpoint().getPort();
      service("stopped").close();
      assertGoodToTheEnd(agent);
      assertErrors(agent);
      resetting = false;
      services.put("stopped", RecordingService.startAt(port));
      services.values().forEach(s -> s.respondWith(RecordingService.issuing(Duration.ofHours(1))));
      Instant back = Instant.now();
      AgentUnderTest.await("the recovery of all: " + agent.log(), agent.daemon::isReady);
      Duration took = Duration.between(back, Instant.now());
      assertTrue(took.compareTo(RECOVERY.plus(SLACK)) < 0, took + "\n" + agent.log());
      for (RunningProfile profile : agent.daemon.profiles()) {
        String name = profile.config().name();
        assertEquals(200, container(agent, name));
        assertEquals(0, process(agent, name).exitCode());
        assertTrue(file(name).contains("aws_access_key_id"), name);
      }
    } finally {
      services.values().forEach(RecordingService::close);
    }
  }

  private int container(AgentUnderTest agent, String profile)
      throws IOException, InterruptedException {
    String token = Files.readString(folder.resolve(profile + "-token"));
    return agent.get(agent.address(profile) + "/credentials", "Authorization", token).statusCode();
  }

  /** What an SDK gets that runs {@code credential_process}. */
  private AgentTree.Run process(AgentUnderTest agent, String profile) throws InterruptedException {
    List<String> line = List.of("credential-process", "--no-cache", "--profile", profile);
    return InProcess.run(InstantSource.system(), folder, agent.environment(), line);
  }

  private String file(String profile) throws IOException {
    return Files.readString(folder.resolve(profile + "-credentials"));
  }

  private void assertGoodToTheEnd(AgentUnderTest agent) throws Exception {
    while (Instant.now().isBefore(end)) {
      for (RunningProfile profile : agent.daemon.profiles()) {
        String name = profile.config().name();
        int status = container(agent, name);
        boolean inFile = file(name).contains("aws_access_key_id");
        // An answer that came in time counts; a late one may be either.
        boolean good = status == 200 && inFile;
        assertTrue(good || !Instant.now().isBefore(end), name + ": " + status + ' ' + inFile);
      }
    }
  }

  private boolean isEmptied(String profile) {
    try {
      return file(profile).equals("[" + profile + "]\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertErrors(AgentUnderTest agent) throws Exception {
    for (RunningProfile profile : agent.daemon.profiles()) {
      String name = profile.config().name();
      assertEquals(503, container(agent, name), name);
      String imds = agent.daemon.addresses(name).get(1);
      String token =
          agent
              .send("PUT", imds + "/latest/api/token", "x-aws-ec2-metadata-token-ttl-seconds", "60")
              .body();
      String url = imds + "/latest/meta-data/iam/security-credentials/demo";
      assertEquals(503, agent.get(url, "X-aws-ec2-metadata-token", token).statusCode(), name);
      String answer = ControlSocket.ask(agent.socket(), "credentials " + name);
      assertTrue(answer.startsWith("error\t"), answer);
      AgentTree.Run run = process(agent, name);
      assertEquals(1, run.exitCode(), name);
      assertEquals("", run.out(), name);
      assertTrue(run.err().startsWith("error: "), run.err());
      // The file loses them by the next attempt, which follows within seconds.
      AgentUnderTest.await("the empty file of " + name, () -> isEmptied(name));
    }
  }
}
