package dev.grapnel.service.audit;

import dev.grapnel.service.file.PrivateFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica's trail in a folder of files. While records cannot be kept, {@link #record} throws
 * and {@link #problem} says why; as soon as they can again, it goes on by itself. Thread-safe.
 */
public final class FileAuditTrail implements AuditTrail, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(FileAuditTrail.class);
  private static final String LOCK_FILE = "lock";

  /**
   * How a trail is kept.
   *
   * @param folder where its files are; made if missing
   * @param region for the records
   * @param rotateBytes when a file is full
   * @param rotateAge when a file is old
   * @param checkpointInterval how long records may be without a checkpoint
   * @param unprovenBytes the disk share of samples of refusals before proof
   * @param unprovenPerSecond how many such samples a second
   */
  public record Setup(
      Path folder,
      String region,
      long rotateBytes,
      Duration rotateAge,
      Duration checkpointInterval,
      long unprovenBytes,
      int unprovenPerSecond) {}

  private final RecordWriter records;
  private final GroupWriter writer;
  private final UnprovenLog unproven;
  private final CheckpointKeeper checkpoints;
  private final ScheduledExecutorService checkpointThread;
  private final FileLock lock;

  private FileAuditTrail(
      RecordWriter records,
      GroupWriter writer,
      UnprovenLog unproven,
      CheckpointKeeper checkpoints,
      FileLock lock) {
    this.records = records;
    this.writer = writer;
    this.unproven = unproven;
    this.checkpoints = checkpoints;
    this.lock = lock;
    this.checkpointThread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit-checkpoint").daemon().factory());
  }

  /**
   * Opens a trail, or begins it. What a crash left is cut off and recorded; anything else that is
   * not as it was left is recorded and logged as damage, and the trail goes on in a new file.
   *
   * @param nanoTime elapsed time
   * @throws IOException if the folder cannot be written, or another process writes it
   */
  public static FileAuditTrail open(
      Setup setup,
      AuditKeys keys,
      CheckpointStore store,
      MeterRegistry registry,
      InstantSource clock,
      LongSupplier nanoTime)
      throws IOException {
    return open(setup, keys, store, registry, clock, nanoTime, TrailFile.DISK);
  }

  static FileAuditTrail open(
      Setup setup,
      AuditKeys keys,
      CheckpointStore store,
      MeterRegistry registry,
      InstantSource clock,
      LongSupplier nanoTime,
      TrailFile.Disk disk)
      throws IOException {
    PrivateFile.makeFolder(setup.folder());
    FileLock lock = lock(setup.folder());
    RecordWriter records = new RecordWriter(setup.region());
    AuditMeters meters = new AuditMeters(registry, nanoTime);
    ChainedLog log =
        new ChainedLog(
            new TrailFolder(setup.folder(), TrailFolder.TRAIL),
            keys.chain(TrailFolder.TRAIL),
            records,
            new Rotation(setup.rotateBytes(), setup.rotateAge()),
            clock,
            disk);
    log.open();
    List<AuditEvent> findings = new ArrayList<>(log.findings());
    findings.addAll(beyond(log, keys, store, clock));
    GroupWriter writer = new GroupWriter(log, records, clock, meters);
    UnprovenLog unproven = unproven(setup, keys, records, clock, nanoTime, meters);
    CheckpointKeeper checkpoints =
        new CheckpointKeeper(keys, store, writer::durable, clock, meters);
    meters.unchecked(checkpoints, CheckpointKeeper::unchecked);
    meters.healthy(writer, w -> w.problem().isPresent() ? 0 : 1);
    FileAuditTrail trail = new FileAuditTrail(records, writer, unproven, checkpoints, lock);
    trail.start(findings, setup.checkpointInterval());
    return trail;
  }

  private static FileLock lock(Path folder) throws IOException {
    FileChannel channel = PrivateFile.openOrCreate(folder.resolve(LOCK_FILE));
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException _) {
      // this process itself
    }
    if (lock == null) {
      channel.close();
      throw new IOException(
          "another process writes the audit trail in "
              + folder
              + "; stop it, or use another data folder");
    }
    return lock;
  }

  /** A checkpoint beyond the trail's end says that records were cut off. */
  private static List<AuditEvent> beyond(
      ChainedLog log, AuditKeys keys, CheckpointStore store, InstantSource clock) {
    Optional<Checkpoint> latest;
    try {
      latest = CheckpointKeeper.latest(keys, store);
    } catch (IOException e) {
      LOG.warn("the audit trail's last checkpoint cannot be read: {}", e.toString());
      return List.of();
    }
    long end = log.link().sequence();
    if (latest.isEmpty() || latest.get().sequence() <= end) {
      return List.of();
    }
    long missing = latest.get().sequence() - end;
    log.skipTo(latest.get().sequence());
    return List.of(
        TrailEvents.damaged(
            clock.instant(),
            "the last "
                + missing
                + " records before the checkpoint of record "
                + latest.get().sequence()
                + " are missing"));
  }

  private static UnprovenLog unproven(
      Setup setup,
      AuditKeys keys,
      RecordWriter records,
      InstantSource clock,
      LongSupplier nanoTime,
      AuditMeters meters)
      throws IOException {
    TrailFolder folder = new TrailFolder(setup.folder(), TrailFolder.UNPROVEN);
    Rotation rotation = new Rotation(setup.unprovenBytes() / UnprovenLog.FILES, setup.rotateAge());
    ChainedLog log =
        new ChainedLog(
            folder, keys.chain(TrailFolder.UNPROVEN), records, rotation, clock, TrailFile.DISK);
    log.open();
    UnprovenSampler sampler = new UnprovenSampler(setup.unprovenPerSecond(), nanoTime);
    return new UnprovenLog(folder, log, records, sampler, clock, nanoTime, meters);
  }

  private void start(List<AuditEvent> findings, Duration checkpointInterval) throws IOException {
    writer.start();
    unproven.start();
    for (AuditEvent finding : findings) {
      LOG.error("audit trail: {} {}", finding.eventName(), finding.details());
      writer.write(records.open(finding));
    }
    long nanos = checkpointInterval.toNanos();
    var _ =
        checkpointThread.scheduleWithFixedDelay(
            checkpoints::check, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void record(AuditEvent event) throws IOException {
    writer.write(records.open(event));
  }

  @Override
  public void recordUnproven(AuditEvent event) {
    unproven.add(event);
  }

  /** Why records cannot be kept at present; for readiness. */
  public Optional<String> problem() {
    return writer.problem();
  }

  /** Writes what is queued and a last checkpoint, and ends. */
  @Override
  public void close() throws IOException {
    checkpointThread.close();
    writer.close();
    checkpoints.check();
    unproven.close();
    lock.channel().close();
  }
}
