package dev.grapnel.service.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records in groups on a thread of its own: whatever has gathered while the disk was busy
 * goes into the next group, and one wait for the disk serves all of it.
 */
final class GroupWriter implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
  private static final int QUEUED_RECORDS = 4096;
  private static final int GROUP_RECORDS = 512;

  /** A group stays well below {@link TrailEnd#MAX_TAIL_BYTES}. */
  private static final int GROUP_BYTES = 1 << 20;

  private static final Duration QUEUE_TIME = Duration.ofSeconds(5);
  private static final Duration RETRY_TIME = Duration.ofSeconds(2);

  /** A record that somebody waits for. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Pending(byte[] record, CompletableFuture<Boolean> kept) {
    /** Wakes the thread; an interrupt would close the file under it. */
    static final Pending WAKE_UP = new Pending(new byte[0], new CompletableFuture<>());

    boolean isWakeUp() {
      return record.length == 0;
    }
  }

  private final ChainedLog log;
  private final RecordWriter records;
  private final InstantSource clock;
  private final AuditMeters meters;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUED_RECORDS);
  private final Thread thread;
  private volatile MacChain.Link durable;
  private volatile @Nullable String problem;
  private volatile boolean closing;
  private volatile boolean closed;

  GroupWriter(ChainedLog log, RecordWriter records, InstantSource clock, AuditMeters meters) {
    this.log = log;
    this.records = records;
    this.clock = clock;
    this.meters = meters;
    this.durable = log.link();
    this.thread = Thread.ofPlatform().name("audit-writer").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Returns once the record is on the disk. */
  void write(byte[] openRecord) throws IOException {
    Pending pending = new Pending(openRecord, new CompletableFuture<>());
    try {
      if (closing || !queue.offer(pending, QUEUE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            closing ? "the audit trail is closed" : "the audit trail's disk is too slow");
      }
      if (closed && queue.remove(pending)) {
        throw new IOException("the audit trail is closed");
      }
      var _ = pending.kept().get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the audit trail");
    } catch (ExecutionException e) {
      throw new IOException("the audit trail cannot be written: " + e.getCause(), e.getCause());
    }
  }

  /** The last record that is on the disk. */
  MacChain.Link durable() {
    return durable;
  }

  /** Why records cannot be kept at present. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private void run() {
    List<Pending> group = new ArrayList<>(GROUP_RECORDS);
    while (!closing || !queue.isEmpty()) {
      try {
        gather(group);
      } catch (InterruptedException _) {
        continue; // nobody does; what is queued is still written
      }
      if (!group.isEmpty()) {
        keep(group);
      } else if (problem != null) {
        probe();
      }
      group.clear();
    }
    closed = true;
    for (Pending late = queue.poll(); late != null; late = queue.poll()) {
      late.kept().completeExceptionally(new IOException("the audit trail is closed"));
    }
  }

  private void gather(List<Pending> group) throws InterruptedException {
    Pending first = queue.poll(RETRY_TIME.toMillis(), TimeUnit.MILLISECONDS);
    int bytes = 0;
    for (Pending next = first; next != null; next = queue.poll()) {
      if (next.isWakeUp()) {
        continue;
      }
      group.add(next);
      bytes += next.record().length;
      if (group.size() == GROUP_RECORDS || bytes >= GROUP_BYTES) {
        return;
      }
    }
  }

  private void keep(List<Pending> group) {
    long startNanos = meters.startNanos();
    try {
      log.append(group.stream().map(Pending::record).toList(), true);
    } catch (IOException | RuntimeException e) {
      fail(e);
      group.forEach(pending -> pending.kept().completeExceptionally(e));
      return;
    }
    meters.kept(group.size(), startNanos);
    succeed();
    group.forEach(pending -> pending.kept().complete(true));
  }

  /** Nobody writes while readiness says no, so the way back is tried from here. */
  private void probe() {
    String was = problem;
    try {
      AuditEvent resumed = TrailEvents.resumed(clock.instant(), was == null ? "" : was);
      log.append(List.of(records.open(resumed)), true);
    } catch (IOException | RuntimeException e) {
      fail(e);
      return;
    }
    succeed();
  }

  private void fail(Exception cause) {
    meters.failed();
    if (problem == null) {
      LOG.error("the audit trail cannot be written: nothing is issued until it can", cause);
    }
    problem = cause.toString();
  }

  private void succeed() {
    durable = log.link();
    if (problem != null) {
      LOG.info("the audit trail can be written again");
      problem = null;
    }
  }

  /** Writes what is queued, and ends. */
  @Override
  public void close() throws IOException {
    closing = true;
    var _ = queue.offer(Pending.WAKE_UP); // a full queue wakes it as well
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while closing the audit trail");
    }
    log.close();
  }
}
