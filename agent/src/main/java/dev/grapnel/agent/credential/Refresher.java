package dev.grapnel.agent.credential;

import dev.grapnel.agent.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a profile's credentials fresh in the background. Readers see one immutable {@link State}
 * behind one volatile field. One thread refreshes, so that there is one attempt at a time; readers
 * never wait for it. Credentials that are good are used to their last second, whatever goes wrong,
 * and never a second longer.
 */
public final class Refresher implements Runnable {
  /** Where new credentials come from. */
  public interface Source {
    /** New credentials, or why there are none; {@code urgent} if soon no good ones are left. */
    Outcome obtain(boolean urgent) throws InterruptedException;

    /** Whether credentials should be replaced before their time: the identity is another. */
    boolean hasChanged();
  }

  /** What an attempt came to. */
  public sealed interface Outcome {
    record Obtained(Credentials credentials) implements Outcome {}

    record Failed(Problem problem, boolean isTransient, Optional<Duration> retryAfter)
        implements Outcome {}
  }

  /** Told of every attempt, on the refreshing thread. */
  public interface Listener {
    void refreshed(Credentials credentials);

    void failed(Outcome.Failed failure, Duration pause, boolean stillGood);
  }

  /**
   * What is known at a moment.
   *
   * @param receivedNanos elapsed time at which the credentials came, against clocks that jump
   * @param failure what the last attempt came to, if it failed
   * @param nextNanos the elapsed time of the next refresh, which is due by whichever comes first
   */
  public record State(
      Optional<Credentials> credentials,
      long receivedNanos,
      Optional<Outcome.Failed> failure,
      Instant nextRefresh,
      long nextNanos) {}

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Without credentials the service's return must be noticed soon. */
  private static final Duration LONGEST_URGENT_PAUSE = Duration.ofMillis(1_500);

  /** An attempt that began while this much was left must not hang on long after it. */
  private static final Duration HURRY = Duration.ofSeconds(15);

  /** How often the clock and the files are looked at: a suspended machine's clock jumps. */
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  private static final Duration LONGEST_JITTER = Duration.ofMinutes(3);

  private final Source source;
  private final Listener listener;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final DoubleSupplier random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile State state = new State(Optional.empty(), 0, Optional.empty(), Instant.EPOCH, 0);
  private int failures;
  private boolean wanted;
  private boolean stopped;
  private @Nullable Thread thread;

  /**
   * @param random from 0 to 1
   */
  public Refresher(
      Source source,
      Listener listener,
      InstantSource clock,
      LongSupplier nanoTime,
      DoubleSupplier random) {
    this.source = source;
    this.listener = listener;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  public State state() {
    return state;
  }

  /** The credentials if they are good now. Never waits; where there are none, an attempt is due. */
  public Optional<Credentials> current() {
    State seen = state;
    if (seen.credentials().isPresent() && isGood(seen)) {
      return seen.credentials();
    }
    refreshSoon();
    return Optional.empty();
  }

  private boolean isUrgent(State seen) {
    return !isGood(seen) || left(seen).compareTo(HURRY) < 0;
  }

  private Duration left(State seen) {
    Instant now = clock.instant();
    return Duration.between(now, seen.credentials().map(Credentials::expiration).orElse(now));
  }

  private boolean isGood(State seen) {
    if (seen.credentials().isEmpty()) {
      return false;
    }
    Credentials credentials = seen.credentials().get();
    Duration lifetime = Duration.between(credentials.issued(), credentials.expiration());
    // The wall clock may have been set back, so elapsed time counts too.
    boolean worn = nanoTime.getAsLong() - seen.receivedNanos() >= lifetime.toNanos();
    return !worn && !credentials.isExpired(clock.instant());
  }

  /** Starts with credentials from elsewhere, such as those of the process before this one. */
  public void adopt(Credentials credentials) {
    if (!credentials.isExpired(clock.instant())) {
      publish(credentials);
    }
  }

  /** The same, but with a refresh due at once. */
  public void adoptUntilRefreshed(Credentials credentials) {
    adopt(credentials);
    State seen = state;
    replace(
        new State(
            seen.credentials(),
            seen.receivedNanos(),
            seen.failure(),
            clock.instant(),
            nanoTime.getAsLong()));
  }

  /** Makes an attempt due now, unless one has just failed. */
  public void refreshSoon() {
    lock.lock();
    try {
      wanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there are good credentials or an attempt has failed, at most that long. */
  public Optional<Credentials> await(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (left > 0 && !isGood(state) && state.failure().isEmpty()) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    return current();
  }

  /** Refreshes until {@link #stop}. */
  @Override
  public void run() {
    lock.lock();
    try {
      thread = Thread.currentThread();
    } finally {
      lock.unlock();
    }
    try {
      while (waitUntilDue()) {
        attempt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends {@link #run}, in the middle of an attempt too. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns when an attempt is due, true, or the end has come, false. */
  private boolean waitUntilDue() throws InterruptedException {
    while (true) {
      // Looking at files is done without the lock: a network file system may take its time.
      boolean rotated = failures == 0 && state.credentials().isPresent() && source.hasChanged();
      lock.lock();
      try {
        if (stopped) {
          return false;
        }
        State seen = state;
        Instant now = clock.instant();
        boolean due =
            !now.isBefore(seen.nextRefresh()) || nanoTime.getAsLong() - seen.nextNanos() >= 0;
        boolean asked = wanted && failures == 0 && !isGood(seen);
        if (due || rotated || asked) {
          wanted = false;
          return true;
        }
        long nanos =
            Math.min(Duration.between(now, seen.nextRefresh()).toNanos(), LOOK_INTERVAL.toNanos());
        changed.awaitNanos(Math.max(1, nanos));
      } finally {
        lock.unlock();
      }
    }
  }

  private void attempt() throws InterruptedException {
    Outcome outcome = obtain(isUrgent(state));
    if (isStopped()) {
      return; // another has taken over, perhaps for another role
    }
    switch (outcome) {
      case Outcome.Obtained(Credentials credentials) -> {
        failures = 0;
        publish(credentials);
        listener.refreshed(credentials);
      }
      case Outcome.Failed failure -> {
        failures++;
        Duration pause = pause(failure);
        State seen = state;
        replace(
            new State(
                seen.credentials(),
                seen.receivedNanos(),
                Optional.of(failure),
                clock.instant().plus(pause),
                nanoTime.getAsLong() + pause.toNanos()));
        listener.failed(failure, pause, isGood(seen));
      }
    }
  }

  private boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  /** A bug in a source must not end the refreshing of what still works. */
  private Outcome obtain(boolean urgent) throws InterruptedException {
    try {
      return source.obtain(urgent);
    } catch (RuntimeException e) {
      String kind = e.getClass().getName(); // its message may quote what it stumbled over
      Problem problem =
          new Problem("the refresh failed by a fault of the agent: " + kind, "please report it");
      return new Outcome.Failed(problem, true, Optional.empty());
    }
  }

  private void publish(Credentials credentials) {
    Duration lifetime = Duration.between(credentials.issued(), credentials.expiration());
    Duration most = min(LONGEST_JITTER, lifetime.dividedBy(10));
    Duration early = Duration.ofMillis((long) (most.toMillis() * random.getAsDouble()));
    Instant next = credentials.refreshAt().minus(early);
    long now = nanoTime.getAsLong();
    replace(
        new State(
            Optional.of(credentials),
            now,
            Optional.empty(),
            next,
            now + Duration.between(clock.instant(), next).toNanos()));
  }

  private void replace(State next) {
    lock.lock();
    try {
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Exponential, with full jitter; never beyond the end of what is good. A refusal that will not
   * pass by itself is no outage to see the end of at once.
   */
  private Duration pause(Outcome.Failed failure) {
    State seen = state;
    boolean good = isGood(seen);
    Duration longest = good || !failure.isTransient() ? LONGEST_PAUSE : LONGEST_URGENT_PAUSE;
    Duration limited = min(Duration.ofMillis(500L << Math.min(failures, 10)), longest);
    Duration jittered = Duration.ofMillis((long) (limited.toMillis() * random.getAsDouble()));
    Duration asked = min(failure.retryAfter().orElse(Duration.ZERO), longest);
    Duration pause = jittered.compareTo(asked) > 0 ? jittered : asked;
    return good ? min(pause, left(seen)) : pause;
  }

  private static Duration min(Duration first, Duration second) {
    return first.compareTo(second) < 0 ? first : second;
  }
}
