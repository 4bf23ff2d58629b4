package dev.grapnel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.store.PostgresServer;
import dev.grapnel.service.store.StoreSettings;
import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.Scale;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the service on one PostgreSQL, which goes away and comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceReplicasTest {
  private static final TestCa CA = TestCa.root("Registered CA", KeyKind.P256);
  private static final TestIdentity WORKLOAD = CA.leaf("workload").issue();
  private static final Duration EFFECTIVE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CREATED = 201;

  private PostgresServer postgres;
  private ServedProgram one;
  private ServedProgram other;
  private ControlPlane root;
  private String role;
  private String profile;
  private String anchor;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    postgres = PostgresServer.start();
    Optional<StoreSettings.Postgres> database = Optional.of(postgres.database());
    one = ServedProgram.start(folder.resolve("one"), database);
    other = ServedProgram.start(folder.resolve("other"), database);
    root = one.controlPlane(one.rootCredentials());
    role = root.role("role");
    profile = root.profile("profile", role);
    anchor = root.trustAnchor("anchor", CA.pem());
  }

  @AfterAll
  void stop() throws Exception {
    if (other != null) {
      other.close();
    }
    if (one != null) {
      one.close();
    }
    if (postgres != null) {
      postgres.stop();
    }
  }

  @Test
  void disabledAnchor_stopsSessionsOnTheOtherWithinASecond() throws Exception {
    String path = "/trustanchor/" + anchor.substring(anchor.indexOf('/') + 1);
    Duration slowest = Duration.ZERO;
    for (int round = 0; round < Scale.pick(10, 100); round++) {
      var _ = root.rest("POST", path + "/enable", "");
      var _ = awaited(() -> session(other) == CREATED);
      var _ = root.rest("POST", path + "/disable", "");
      Duration taken = lastSession();
      assertTrue(taken.compareTo(EFFECTIVE) <= 0, "round " + round + ": " + taken);
      slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
    }
    System.out.printf("the latest session was asked for %d ms after%n", slowest.toMillis());
    var _ = root.rest("POST", path + "/enable", "");
  }

  @Test
  void postgresKilledUnderLoad_sessionsGoOnAndNothingNeedsARestart() throws Exception {
    var _ = awaited(() -> session(one) == CREATED && session(other) == CREATED);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger refused = new AtomicInteger();
    Thread load =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!over.get()) {
                    if (session(other) != CREATED) {
                      refused.incrementAndGet();
                    }
                  }
                });
    try {
      for (int round = 0; round < 2; round++) {
        postgres.kill();
        assertTrue(failure(() -> root.role("during")).contains("503"), "a write during the outage");
        assertEquals(CREATED, session(one));
        postgres.startAgain();
        String name = "after-" + round;
        var _ = awaited(() -> failure(() -> root.role(name)).isEmpty());
      }
    } finally {
      over.set(true);
      load.join();
    }
    assertEquals(0, refused.get(), "sessions refused while PostgreSQL was away");
  }

  /** How long after now the last session was asked for that the other replica gave. */
  private Duration lastSession() {
    long begin = System.nanoTime();
    Duration last = Duration.ZERO;
    while (true) {
      Duration asked = Duration.ofNanos(System.nanoTime() - begin);
      if (session(other) != CREATED) {
        return last;
      }
      last = asked;
      if (last.compareTo(PATIENCE) > 0) {
        throw new AssertionError("not within " + PATIENCE);
      }
    }
  }

  private int session(ServedProgram service) {
    try {
      Wire.Answer answer = service.createSession(WORKLOAD, anchor, profile, role);
      return answer.status();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Write {
    String write() throws Exception;
  }

  /** Why it failed; empty where it did not. */
  private static String failure(Write write) {
    try {
      var _ = write.write();
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Duration awaited(java.util.function.BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new AssertionError("not within " + PATIENCE);
      }
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
