package dev.grapnel.agent.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.problem.Problem;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against clocks that jump, without waiting for them. */
class RefresherTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Refresher.Outcome.Failed OUTAGE = failure(true, Optional.empty());

  private final SettableClock clock = new SettableClock(START);
  private final AtomicLong nanos = new AtomicLong();
  private final BlockingQueue<Refresher.Outcome> outcomes = new LinkedBlockingQueue<>();

  /** Whether each attempt was urgent. */
  private final BlockingQueue<Boolean> attempts = new LinkedBlockingQueue<>();

  private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
  private final Refresher refresher =
      new Refresher(new Script(), new Notes(), clock, nanos::get, () -> 1.0);
  private final Thread thread = Thread.ofVirtual().start(refresher);

  private final class Script implements Refresher.Source {
    @Override
    public Refresher.Outcome obtain(boolean urgent) throws InterruptedException {
      attempts.add(urgent);
      return outcomes.take();
    }

    @Override
    public boolean hasChanged() {
      return false;
    }
  }

  private final class Notes implements Refresher.Listener {
    @Override
    public void refreshed(Credentials credentials) {
      pauses.add(Duration.ZERO);
    }

    @Override
    public void failed(Refresher.Outcome.Failed failure, Duration pause, boolean stillGood) {
      pauses.add(pause);
    }
  }

  private static Refresher.Outcome.Failed failure(boolean passes, Optional<Duration> retryAfter) {
    return new Refresher.Outcome.Failed(new Problem("no", "wait"), passes, retryAfter);
  }

  private void issue() throws InterruptedException {
    outcomes.add(
        new Refresher.Outcome.Obtained(
            new Credentials(
                "ASIA",
                SecretValue.ofText("secret"),
                SecretValue.ofText("token"),
                "123456789012",
                clock.instant(),
                clock.instant().plus(LIFETIME))));
    taken(attempts);
    taken(pauses);
  }

  private static <T> T taken(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("waited in vain");
    }
    return next;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    clock.advance(time);
  }

  @AfterEach
  void stop() throws InterruptedException {
    refresher.stop();
    thread.join();
  }

  @Test
  void credentials_serveToTheirLastSecond_andNotOneLonger() throws Exception {
    issue();
    pass(LIFETIME.minusMillis(1));
    assertTrue(refresher.current().isPresent());
    pass(Duration.ofMillis(1));
    assertFalse(refresher.current().isPresent());
  }

  @Test
  void refresh_comesAfterASuspendedMachineWakesUp() throws Exception {
    issue();
    clock.advance(Duration.ofMinutes(50)); // elapsed time stood still
    assertFalse(taken(attempts));
  }

  @Test
  void credentials_areWorn_evenIfTheClockWasSetBack() throws Exception {
    issue();
    clock.advance(Duration.ofDays(-1));
    nanos.addAndGet(LIFETIME.toNanos());
    assertFalse(refresher.current().isPresent());
    assertTrue(taken(attempts));
  }

  @Test
  void refresh_comesInTime_evenIfTheClockWasSetBack() throws Exception {
    issue();
    clock.advance(Duration.ofDays(-1));
    nanos.addAndGet(Duration.ofMinutes(45).toNanos());
    taken(attempts);
  }

  @Test
  void failure_keepsTheOldCredentials_andIsRepeatedEverMoreSlowly() throws Exception {
    issue();
    pass(Duration.ofMinutes(45));
    Duration before = Duration.ZERO;
    for (int failed = 0; failed < 8; failed++) {
      outcomes.add(OUTAGE);
      assertFalse(taken(attempts));
      Duration pause = taken(pauses);
      assertTrue(pause.compareTo(before) >= 0, pause + " after " + before);
      assertTrue(refresher.current().isPresent());
      before = pause;
      pass(pause);
    }
    assertEquals(Duration.ofSeconds(30), before);
  }

  @Test
  void attempts_nearTheEnd_areUrgent_andNoPauseReachesBeyondIt() throws Exception {
    issue();
    pass(LIFETIME.minusSeconds(4));
    for (int failed = 0; failed < 4; failed++) {
      outcomes.add(failure(true, Optional.of(Duration.ofHours(1))));
      assertTrue(taken(attempts));
      Duration pause = taken(pauses);
      boolean good = refresher.current().isPresent();
      assertEquals(failed == 0, good);
      assertTrue(pause.compareTo(Duration.ofMillis(good ? 4_000 : 1_500)) <= 0, pause.toString());
      pass(pause);
    }
  }

  @Test
  void refusalThatWillNotPass_isNotRepeatedAllTheTime() throws Exception {
    Duration pause = Duration.ZERO;
    for (int failed = 0; failed < 8; failed++) {
      outcomes.add(failure(false, Optional.empty()));
      taken(attempts);
      pause = taken(pauses);
      pass(pause);
    }
    assertEquals(Duration.ofSeconds(30), pause);
  }
}
