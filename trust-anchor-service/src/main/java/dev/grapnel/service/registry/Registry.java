package dev.grapnel.service.registry;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry: the present snapshot, and changes to the store. A change returns when it is on disk
 * and in the snapshot; changes made by other processes come in by {@link #refresh}, which {@link
 * RegistryFollower} calls. While the store is away the last snapshot stays. Thread-safe.
 */
public final class Registry implements Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  private final RegistryStore store;
  private final LongSupplier nanoTime;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Snapshot snapshot;
  private volatile long lastContactNanos;

  private Registry(
      RegistryStore store, LongSupplier nanoTime, Snapshot snapshot, long lastContactNanos) {
    this.store = store;
    this.nanoTime = nanoTime;
    this.snapshot = snapshot;
    this.lastContactNanos = lastContactNanos;
  }

  /**
   * Reads the whole registry.
   *
   * @param nanoTime a ticker, as {@link System#nanoTime}
   */
  public static Registry open(RegistryStore store, LongSupplier nanoTime) throws IOException {
    long askedAt = nanoTime.getAsLong();
    Snapshot snapshot = Snapshot.empty().after(store.changesSince(0));
    return new Registry(store, nanoTime, snapshot, askedAt);
  }

  @Override
  public Snapshot current() {
    return snapshot;
  }

  /** Makes a change: kept, and visible in {@link #current}, when this returns. */
  public <T> Verdict<T> change(RegistryStore.Change<T> change) {
    Verdict<T> verdict;
    try {
      verdict = store.change(change);
    } catch (IOException e) {
      return Verdict.refuse(unavailable(e));
    }
    if (verdict instanceof Verdict.Passed<T>) {
      refreshAfterChange();
    }
    return verdict;
  }

  /**
   * Takes in what changed in the store.
   *
   * @return whether anything did, the key ring included
   */
  public boolean refresh() throws IOException {
    refreshing.lock();
    try {
      long askedAt = nanoTime.getAsLong();
      Snapshot known = snapshot;
      boolean changed = store.version() != known.version();
      if (changed) {
        snapshot = known.after(store.changesSince(known.version()));
      }
      lastContactNanos = askedAt;
      return changed;
    } finally {
      refreshing.unlock();
    }
  }

  /** How long ago the snapshot is known to have been what the store held. */
  public Duration staleness() {
    return Duration.ofNanos(nanoTime.getAsLong() - lastContactNanos);
  }

  /** The refusal for a store that cannot be reached. */
  public static Denial unavailable(IOException e) {
    return new Denial.Unavailable(
        "The service cannot reach its store at present; try again later",
        String.valueOf(e.getMessage()));
  }

  private void refreshAfterChange() {
    try {
      refresh();
    } catch (IOException e) {
      LOG.warn("a change was kept but cannot be read back yet: {}", e.getMessage());
    }
  }
}
