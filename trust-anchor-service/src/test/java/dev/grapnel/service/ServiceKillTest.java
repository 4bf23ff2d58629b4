package dev.grapnel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.service.store.TestEngine;
import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.Scale;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} of the service in the middle of changes and sessions: everything that a client
 * was told is there afterwards, in the registry and in the audit trail, whose chain is whole.
 */
class ServiceKillTest {
  private static final TestCa CA = TestCa.root("Registered CA", KeyKind.P256);
  private static final TestIdentity WORKLOAD = CA.leaf("workload").issue();
  private static final int THREADS = 3;
  private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 40;

  /** What was acknowledged, by the resource's path: whether it must be there. */
  private final Map<String, Boolean> resources = new ConcurrentHashMap<>();

  private final Map<String, Boolean> sessionRequestIds = new ConcurrentHashMap<>();
  private final AtomicInteger names = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(TestEngine.class)
  void killedUnderLoad_losesNothingAcknowledged(TestEngine engine, @TempDir Path folder)
      throws Exception {
    try (ServedProgram service =
        ServedProgram.start(folder.resolve("service"), engine.settings(folder.resolve("unused")))) {
      ControlPlane first = service.controlPlane(service.rootCredentials());
      String role = first.role("role");
      String profile = first.profile("profile", role);
      String anchor = first.trustAnchor("anchor", CA.pem());
      for (int round = 0; round < Scale.pick(5, 50); round++) {
        loadAndKill(service, anchor, profile, role);
        assertEquals(0, service.command("audit", "verify"), "the chain after kill " + round);
        service.startAgain();
        requireKept(service);
      }
      assertEquals(0, service.command("audit", "verify"), "the chain, with the service running");
    }
  }

  private void loadAndKill(ServedProgram service, String anchor, String profile, String role)
      throws Exception {
    AtomicInteger acknowledged = new AtomicInteger();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      writers.add(
          Thread.ofPlatform().start(() -> write(service, anchor, profile, role, acknowledged)));
    }
    while (acknowledged.get() < ACKNOWLEDGED_BEFORE_THE_KILL) {
      assertTrue(writers.stream().anyMatch(Thread::isAlive), "the writers ended by themselves");
      Thread.onSpinWait();
    }
    service.kill();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  /** Until the service is gone. */
  private void write(
      ServedProgram service,
      String anchor,
      String profile,
      String role,
      AtomicInteger acknowledged) {
    try {
      ControlPlane root = service.controlPlane(service.rootCredentials());
      while (true) {
        int number = names.incrementAndGet();
        String made = root.profile("profile " + number, role);
        String path = "/profile/" + made.substring(made.indexOf('/') + 1);
        resources.put(path, true);
        acknowledged.incrementAndGet();
        Wire.Answer answer = service.createSession(WORKLOAD, anchor, profile, role);
        if (answer.status() == 201) {
          sessionRequestIds.put(answer.header("x-amzn-requestid"), true);
          acknowledged.incrementAndGet();
        }
        if (number % 4 == 0) {
          resources.remove(path); // The kill may come before the answer: either is right.
          root.rest("DELETE", path, "");
          resources.put(path, false);
          acknowledged.incrementAndGet();
        }
      }
    } catch (IOException _) {
      // The service was killed; what was not acknowledged does not count.
    } catch (MalformedRequestException e) {
      throw new AssertionError(e);
    }
  }

  private void requireKept(ServedProgram service) throws Exception {
    ControlPlane root = service.controlPlane(service.rootCredentials());
    for (Map.Entry<String, Boolean> resource : resources.entrySet()) {
      assertEquals(resource.getValue(), isThere(root, resource.getKey()), resource.getKey());
    }
    resources.clear(); // Checked once: the next kill is about what comes next.
    String trail = trail(service.data().resolve("audit"));
    for (String requestId : sessionRequestIds.keySet()) {
      assertTrue(trail.contains(requestId), "a session that was not audited");
    }
  }

  private static boolean isThere(ControlPlane root, String path) throws Exception {
    try {
      var _ = root.rest("GET", path, "");
      return true;
    } catch (IOException e) {
      assertTrue(String.valueOf(e.getMessage()).contains(" 404"), e.getMessage());
      return false;
    }
  }

  private static String trail(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("audit-")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
