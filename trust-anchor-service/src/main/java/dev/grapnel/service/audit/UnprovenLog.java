package dev.grapnel.service.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refusals before proof: each is counted, some are kept as samples. Strangers decide how many there
 * are, so nobody ever waits for the disk here, what is too much is dropped, and the files have a
 * share of the disk of their own.
 */
final class UnprovenLog implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(UnprovenLog.class);
  private static final int QUEUED_SAMPLES = 256;
  private static final int PART_BYTES = 16 << 10;
  private static final int KINDS = 64;
  private static final Duration WAKE_TIME = Duration.ofSeconds(1);
  private static final Duration SUMMARY_TIME = Duration.ofMinutes(1);

  /** The share of the disk is this many files. */
  static final int FILES = 8;

  private final TrailFolder folder;
  private final ChainedLog log;
  private final RecordWriter records;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final UnprovenSampler sampler;
  private final AuditMeters meters;
  private final BlockingQueue<AuditEvent> queue = new ArrayBlockingQueue<>(QUEUED_SAMPLES);
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Thread thread;
  private long summaryNanos;
  private boolean failing;
  private volatile boolean closing;

  UnprovenLog(
      TrailFolder folder,
      ChainedLog log,
      RecordWriter records,
      UnprovenSampler sampler,
      InstantSource clock,
      LongSupplier nanoTime,
      AuditMeters meters) {
    this.folder = folder;
    this.log = log;
    this.records = records;
    this.sampler = sampler;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.meters = meters;
    this.summaryNanos = nanoTime.getAsLong();
    this.thread = Thread.ofPlatform().name("audit-unproven").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Counts, and perhaps keeps; returns at once. */
  void add(AuditEvent event) {
    meters.unproven();
    String kind = event.eventName() + " " + event.errorCode().orElse("");
    LongAdder counter = counts.get(kind);
    if (counter == null) {
      counter =
          counts.computeIfAbsent(counts.size() < KINDS ? kind : "other", _ -> new LongAdder());
    }
    counter.increment();
    if (sampler.take() && queue.offer(event)) {
      meters.sampled();
    }
  }

  private void run() {
    while (!closing) {
      try {
        AuditEvent first = queue.poll(WAKE_TIME.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          keep(first);
        }
        if (nanoTime.getAsLong() - summaryNanos >= SUMMARY_TIME.toNanos()) {
          summarise();
        }
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /** Writes what has gathered, in parts small enough for files to keep their size. */
  private void keep(AuditEvent first) {
    List<byte[]> lines = new ArrayList<>();
    int bytes = 0;
    for (AuditEvent next = first; next != null; next = queue.poll()) {
      byte[] line = records.open(next);
      lines.add(line);
      bytes += line.length;
      if (bytes >= PART_BYTES) {
        write(lines);
        lines.clear();
        bytes = 0;
      }
    }
    if (!lines.isEmpty()) {
      write(lines);
    }
  }

  private void summarise() {
    summaryNanos = nanoTime.getAsLong();
    Map<String, String> sums = new TreeMap<>();
    counts.forEach((kind, counter) -> add(sums, kind, counter.sumThenReset()));
    if (!sums.isEmpty()) {
      AuditEvent summary = TrailEvents.unprovenCounts(clock.instant(), sums);
      write(List.of(records.open(summary)));
    }
  }

  private static void add(Map<String, String> sums, String kind, long count) {
    if (count > 0) {
      sums.put(kind, Long.toString(count));
    }
  }

  private void write(List<byte[]> lines) {
    try {
      log.append(lines, false);
      dropOldest();
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.warn("samples of refusals before proof cannot be written: {}", e.toString());
      }
      failing = true;
    }
  }

  private void dropOldest() throws IOException {
    List<TrailFolder.Numbered> files = folder.files();
    for (TrailFolder.Numbered old : files.subList(0, Math.max(0, files.size() - FILES))) {
      Files.deleteIfExists(old.path());
    }
  }

  /** Writes the counts, and ends. */
  @Override
  public void close() throws IOException {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while closing the audit trail");
    }
    AuditEvent left = queue.poll();
    if (left != null) {
      keep(left);
    }
    summarise();
    log.close();
  }
}
