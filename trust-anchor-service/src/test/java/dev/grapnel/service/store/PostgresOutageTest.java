package dev.grapnel.service.store;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static dev.grapnel.service.store.Opened.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.PageRequest;
import dev.grapnel.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away under a running service and comes back. */
class PostgresOutageTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  private final SettableClock clock = new SettableClock(Opened.START);

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void killedAndStartedAgain_theServiceNeedsNoRestart() throws Exception {
    PostgresServer server = PostgresServer.start();
    try (Persistence persistence = Opened.postgres(server.database(), folder, clock);
        Persistence.Background _ = persistence.startBackground()) {
      TrustAnchor anchor =
          passed(
              persistence.controlPlane().trustAnchors().create(ACCOUNT, Drafts.anchor("before")));
      for (int round = 0; round < 2; round++) {
        server.kill();
        duringOutage(persistence, anchor);
        server.startAgain();
        afterOutage(persistence, "after " + round);
      }
      assertEquals(
          3,
          passed(persistence.controlPlane().trustAnchors().list(ACCOUNT, PageRequest.first()))
              .items()
              .size());
    } finally {
      server.stop();
    }
  }

  private static void duringOutage(Persistence persistence, TrustAnchor anchor) {
    long begin = System.nanoTime();
    refused(
        Denial.Unavailable.class,
        persistence.controlPlane().trustAnchors().create(ACCOUNT, Drafts.anchor("during")));
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(20).toNanos(), "it took too long");
    refused(Denial.Unavailable.class, persistence.subjects().list(ACCOUNT, PageRequest.first()));
    assertTrue(persistence.registry().current().trustAnchor(anchor.arn()).isPresent());
    passed(persistence.controlPlane().trustAnchors().get(ACCOUNT, anchor.trustAnchorId()));
    passed(persistence.controlPlane().trustAnchors().list(ACCOUNT, PageRequest.first()));
    while (persistence.registry().staleness().compareTo(Duration.ofSeconds(1)) < 0) {
      Thread.onSpinWait();
    }
  }

  private static void afterOutage(Persistence persistence, String name) {
    Verdict<TrustAnchor> verdict;
    do {
      verdict = persistence.controlPlane().trustAnchors().create(ACCOUNT, Drafts.anchor(name));
    } while (verdict instanceof Verdict.Refused);
    while (persistence.registry().staleness().compareTo(Duration.ofSeconds(1)) > 0) {
      Thread.onSpinWait();
    }
    passed(persistence.subjects().list(ACCOUNT, PageRequest.first()));
  }
}
