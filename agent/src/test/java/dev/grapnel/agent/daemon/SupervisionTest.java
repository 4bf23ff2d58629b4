package dev.grapnel.agent.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.testing.AgentTree;
import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.PythonScript;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process of its own, under a service manager: signals and datagrams. */
class SupervisionTest {
  @TempDir Path folder;
  private RecordingService service;
  private IdentityFiles files;
  private Process manager;
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @BeforeEach
  void setUp() throws Exception {
    service = RecordingService.start();
    files = IdentityFiles.write(folder, TestCa.root(KeyKind.P256).leaf("demo").issue());
    manager = PythonScript.start("datagrams.py", Map.of(), folder.resolve("notify"));
    Thread.ofVirtual().start(() -> manager.inputReader().lines().forEach(told::add));
    assertEquals("bound", next(line -> true));
  }

  @AfterEach
  void tearDown() {
    manager.destroy();
    service.close();
    assertEquals(List.of(), service.faults());
  }

  /** The next datagram of that kind; signs of life may come between. */
  private String next(Predicate<String> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      String line = told.poll(1, TimeUnit.SECONDS);
      if (line != null && wanted.test(line)) {
        return line;
      }
    }
    throw new AssertionError("the service manager was told nothing of the kind");
  }

  private String next() throws InterruptedException {
    return next(line -> !line.equals("WATCHDOG=1"));
  }

  private String profile(String name) {
    return AgentUnderTest.profile(name, files, service.endpoint().toString());
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
  }

  @Test
  void daemon_tellsTheServiceManager_andFollowsSignals() throws Exception {
    Path config = Files.writeString(folder.resolve("agent.toml"), profile("main"));
    Process daemon =
        AgentTree.create(folder)
            .start(
                // Whoever runs the tests may ignore SIGHUP, and a JVM leaves it so.
                List.of("env", "--default-signal=HUP"),
                folder,
                Map.of(
                    "HOME",
                    folder.toString(),
                    "NOTIFY_SOCKET",
                    folder.resolve("notify").toString(),
                    "WATCHDOG_USEC",
                    "1500000"),
                List.of("daemon", "--config", config.toString()));
    try {
      assertEquals("READY=1 STATUS=1 profiles", next());
      assertEquals("WATCHDOG=1", next(line -> true));
      long before = System.nanoTime() / 1_000;
      Files.writeString(config, profile("main") + profile("second"));
      signal(daemon, "HUP");
      String reloading = next();
      assertTrue(reloading.matches("RELOADING=1 MONOTONIC_USEC=\\d+"), reloading);
      long at = Long.parseLong(reloading.replaceAll(".*=", ""));
      assertTrue(at >= before && at <= System.nanoTime() / 1_000, reloading + " after " + before);
      assertEquals("READY=1 STATUS=2 profiles", next());
      Files.writeString(config, profile("main") + "nonsense = 1\n");
      signal(daemon, "HUP");
      assertTrue(next().startsWith("RELOADING=1"));
      assertEquals("READY=1 STATUS=2 profiles", next());
      assertEquals("WATCHDOG=1", next(line -> true));
      signal(daemon, "TERM");
      assertEquals("STOPPING=1", next());
      AgentTree.Run ended = AgentTree.result(daemon);
      assertEquals(0, ended.exitCode(), ended.err());
      assertTrue(ended.err().contains("the new configuration is not used"), ended.err());
      assertEquals("", ended.out());
    } finally {
      daemon.destroyForcibly();
    }
  }

  @Test
  void hopLimit_isThatOfWhatIsSent() throws Exception {
    String toml =
        profile("main") + "[profile.main.imds]\nlisten = \"127.0.0.1:0\"\nhop-limit = 2\n";
    try (AgentUnderTest agent = AgentUnderTest.start(folder, toml)) {
      String port = agent.address("main").replaceAll(".*:", "");
      PythonScript.Ended near = PythonScript.run("near_client.py", Map.of(), port, 2);
      assertEquals(0, near.exitCode(), near.out());
      PythonScript.Ended far = PythonScript.run("near_client.py", Map.of(), port, 3);
      assertTrue(far.exitCode() != 0, far.out());
    }
  }
}
