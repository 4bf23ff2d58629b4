package dev.grapnel.agent.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.outlet.ControlSocket;
import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.Scale;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many readers of every outlet at once, during refreshes. */
class OutletLoadTest {
  private static final int THREADS = 64;
  private static final long PACE_NANOS = 10_000_000;
  private static final int REFRESHES = Scale.pick(3, 20);

  /** Whatever the outlet's form: the three are numbered by their issue. */
  private static final Pattern ISSUE =
      Pattern.compile("ASIATEST0*(\\d+).*?secret-(\\d+).*?token-(\\d+)", Pattern.DOTALL);

  @TempDir Path folder;
  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> newest = new ConcurrentHashMap<>();
  private final AtomicBoolean stop = new AtomicBoolean();

  /** What a reader does once; the text that it was given. */
  private interface Reading {
    String read() throws IOException, InterruptedException;
  }

  @Test
  void manyReaders_ofEveryOutlet_neverSeeTornCredentials() throws Exception {
    try (RecordingService service = RecordingService.start()) {
      service.respondWith(RecordingService.issuing(Duration.ofSeconds(8)));
      IdentityFiles files =
          IdentityFiles.write(folder, TestCa.root(KeyKind.P256).leaf("demo").issue());
      String toml =
          AgentUnderTest.profile("main", files, service.endpoint().toString())
              + "[profile.main.container]\nlisten = \"127.0.0.1:0\"\ntoken-file = \"token\"\n"
              + "[profile.main.imds]\nlisten = \"127.0.0.1:0\"\n"
              + "[profile.main.file]\npath = \"credentials\"\n";
      try (AgentUnderTest agent = AgentUnderTest.start(folder, toml)) {
        assertTrue(agent.daemon.awaitWritten().isEmpty());
        List<Thread> readers = new ArrayList<>();
        readers.addAll(readers("container", () -> container(agent)));
        String session = session(agent);
        readers.addAll(readers("imds", () -> imds(agent, session)));
        readers.addAll(readers("file", () -> Files.readString(folder.resolve("credentials"))));
        readers.addAll(readers("socket", () -> socket(agent)));
        AgentUnderTest.await("refreshes", () -> service.requests().size() > REFRESHES);
        stop.set(true);
        for (Thread reader : readers) {
          reader.join();
        }
        assertEquals(List.of(), List.copyOf(faults), agent.log());
        long refreshes = agent.log().lines().filter(l -> l.contains("refreshed")).count();
        assertTrue(service.requests().size() - refreshes <= 1, agent.log());
      }
      assertEquals(List.of(), service.faults());
      assertEquals(4, newest.size());
      newest.forEach((outlet, issue) -> assertTrue(issue >= REFRESHES, outlet + ": " + issue));
    }
  }

  private List<Thread> readers(String outlet, Reading reading) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofVirtual().start(() -> readOn(outlet, reading)));
    }
    return threads;
  }

  private void readOn(String outlet, Reading reading) {
    try {
      while (!stop.get()) {
        Matcher matcher = ISSUE.matcher(reading.read());
        assertTrue(matcher.find(), outlet);
        assertEquals(matcher.group(1), matcher.group(2), outlet);
        assertEquals(matcher.group(1), matcher.group(3), outlet);
        newest.merge(outlet, Integer.valueOf(matcher.group(1)), Math::max);
        LockSupport.parkNanos(PACE_NANOS); // so that the refreshing has a share of the machine
      }
    } catch (Throwable e) {
      faults.add(e);
    }
  }

  private String container(AgentUnderTest agent) throws IOException, InterruptedException {
    String token = Files.readString(folder.resolve("token"));
    return agent.get(agent.address("main") + "/credentials", "Authorization", token).body();
  }

  private static String session(AgentUnderTest agent) throws IOException, InterruptedException {
    return agent
        .send(
            "PUT",
            agent.daemon.addresses("main").get(1) + "/latest/api/token",
            "x-aws-ec2-metadata-token-ttl-seconds",
            "600")
        .body();
  }

  private static String imds(AgentUnderTest agent, String session)
      throws IOException, InterruptedException {
    String role = "/latest/meta-data/iam/security-credentials/demo";
    String url = agent.daemon.addresses("main").get(1) + role;
    return agent.get(url, "X-aws-ec2-metadata-token", session).body();
  }

  private static String socket(AgentUnderTest agent) throws IOException {
    return ControlSocket.ask(agent.socket(), "credentials main");
  }
}
