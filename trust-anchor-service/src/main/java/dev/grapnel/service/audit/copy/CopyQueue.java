package dev.grapnel.service.audit.copy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One destination's records, bounded in number and bytes, and the thread that sends them. A
 * destination that fails is tried again after ever longer times with jitter. Thread-safe.
 */
final class CopyQueue implements Closeable {
  /** How many records wait at most; more are dropped. */
  static final int MOST_WAITING = 10_000;

  /** How many bytes of records wait at most. */
  static final long MOST_BYTES = 16L << 20;

  private static final int BATCH = 200;
  private static final Duration WAKE_TIME = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIME = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(CopyQueue.class);

  private final String name;
  private final Destination destination;
  private final CopyTimes times;
  private final RandomGenerator random;
  private final BlockingQueue<CopiedRecord> queue = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicLong bytes = new AtomicLong();
  private final Counter sent;
  private final Counter dropped;
  private final Counter failures;
  private final Thread thread;
  private volatile boolean closing;
  private boolean failing;

  private CopyQueue(
      String name,
      Destination destination,
      CopyTimes times,
      RandomGenerator random,
      MeterRegistry meters) {
    this.name = name;
    this.destination = destination;
    this.times = times;
    this.random = random;
    this.sent = counter(meters, "sent", "Records that were copied");
    this.dropped = counter(meters, "dropped", "Records that were not copied");
    this.failures = counter(meters, "failures", "Attempts to copy that failed");
    Gauge.builder("grapnel.audit.copy.waiting", queue, BlockingQueue::size)
        .description("Records that wait to be copied")
        .tag("destination", name)
        .register(meters);
    this.thread = Thread.ofPlatform().name("audit-copy-" + name).daemon().unstarted(this::run);
  }

  private Counter counter(MeterRegistry meters, String what, String description) {
    return Counter.builder("grapnel.audit.copy." + what)
        .description(description)
        .tag("destination", name)
        .register(meters);
  }

  /**
   * Starts sending.
   *
   * @param name of the destination, for metrics and messages
   */
  static CopyQueue start(
      String name,
      Destination destination,
      CopyTimes times,
      RandomGenerator random,
      MeterRegistry meters) {
    CopyQueue queue = new CopyQueue(name, destination, times, random, meters);
    queue.thread.start();
    return queue;
  }

  /** Takes a record to be copied; never waits. */
  void add(CopiedRecord record) {
    int size = record.line().length;
    if (bytes.addAndGet(size) > MOST_BYTES || !queue.offer(record)) {
      bytes.addAndGet(-size);
      dropped.increment();
    }
  }

  private void run() {
    List<CopiedRecord> batch = new ArrayList<>(BATCH);
    try (destination) {
      while (!closing || !queue.isEmpty()) {
        CopiedRecord first = queue.poll(WAKE_TIME.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
          send(batch);
          bytes.addAndGet(-batch.stream().mapToLong(record -> record.line().length).sum());
          batch.clear();
        }
      }
    } catch (InterruptedException _) {
      dropped.increment(batch.size());
    } catch (IOException e) {
      LOG.debug("closing the copy to {}: {}", name, e.toString());
    }
  }

  private void send(List<CopiedRecord> batch) throws InterruptedException {
    long waitNanos = times.firstRetry().toNanos();
    while (!attempt(batch)) {
      if (closing) {
        dropped.increment(batch.size());
        return;
      }
      TimeUnit.NANOSECONDS.sleep(waitNanos / 2 + random.nextLong(waitNanos / 2 + 1));
      waitNanos = Math.min(2 * waitNanos, times.lastRetry().toNanos());
    }
  }

  private boolean attempt(List<CopiedRecord> batch) {
    try {
      int refused = destination.send(batch);
      sent.increment(batch.size() - refused);
      dropped.increment(refused);
      if (failing) {
        LOG.info("the audit trail is copied to {} again", name);
      }
      failing = false;
      return true;
    } catch (IOException | RuntimeException e) {
      failures.increment();
      if (!failing) {
        LOG.warn("the audit trail is not copied to {} at present: {}", name, e.toString());
      }
      failing = true;
      return false;
    }
  }

  /** Sends what waits, as far as a short time allows, and ends. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(CLOSE_TIME)) {
        thread.interrupt();
        var _ = thread.join(CLOSE_TIME);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!queue.isEmpty()) {
      LOG.warn("{} records of the audit trail were not copied to {}", queue.size(), name);
      dropped.increment(queue.size());
    }
  }
}
