package dev.grapnel.service.registry.subject;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes note of sightings without waiting for the store and writes them behind, in batches, on a
 * thread of its own. Of one certificate only the latest sighting of a batch is kept; one that says
 * no more than what was written of it within {@link #REPEAT} waits until that has passed. A
 * sighting is so late by a second, and a repeated one by at most half a minute. Thread-safe.
 */
public final class SubjectRecorder implements AutoCloseable {
  /** How often what was noted is written. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  /** How often the same is written of one certificate. */
  public static final Duration REPEAT = Duration.ofSeconds(30);

  /** How many certificates wait at most; more are dropped, and counted, until some are written. */
  public static final int MOST_WAITING = 20_000;

  private static final int BATCH = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(SubjectRecorder.class);

  private final SubjectStore store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private final Map<SeenCertificate, Sighting> waiting = new HashMap<>();
  private final RecentlyWritten recent = new RecentlyWritten(REPEAT.dividedBy(INTERVAL));
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private boolean stopped;

  private SubjectRecorder(SubjectStore store) {
    this.store = store;
    this.thread = Thread.ofPlatform().name("subject-recorder").daemon().unstarted(this::write);
  }

  /** Starts writing what will be noted. */
  public static SubjectRecorder start(SubjectStore store) {
    SubjectRecorder recorder = new SubjectRecorder(store);
    recorder.thread.start();
    return recorder;
  }

  /** Takes note; never waits for the store. */
  public void recordSeen(Sighting sighting) {
    lock.lock();
    try {
      SeenCertificate key = SeenCertificate.of(sighting);
      if (waiting.size() >= MOST_WAITING && !waiting.containsKey(key)) {
        dropped.incrementAndGet();
        return;
      }
      waiting.put(key, sighting);
    } finally {
      lock.unlock();
    }
  }

  /** How many sightings were dropped because the store did not keep up, since the start. */
  public long dropped() {
    return dropped.get();
  }

  /** Writes what has been noted, and stops; returns when that is done. */
  @Override
  public void close() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    boolean more = true;
    while (more) {
      more = pause();
      List<Sighting> batch = take();
      while (!batch.isEmpty() && keep(batch)) {
        batch = take();
      }
      recent.tick();
    }
  }

  /** Waits for the interval; false once it is time to stop. */
  private boolean pause() {
    lock.lock();
    try {
      long leftNanos = INTERVAL.toNanos();
      while (!stopped && leftNanos > 0) {
        leftNanos = stopping.awaitNanos(leftNanos);
      }
      return !stopped;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private List<Sighting> take() {
    lock.lock();
    try {
      List<Sighting> batch = new ArrayList<>(Math.min(BATCH, waiting.size()));
      boolean everything = stopped || waiting.size() > MOST_WAITING / 2;
      Iterator<Sighting> all = waiting.values().iterator();
      while (all.hasNext() && batch.size() < BATCH) {
        Sighting sighting = all.next();
        if (everything || !recent.saysTheSame(sighting)) {
          batch.add(sighting);
          all.remove();
        }
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private boolean keep(List<Sighting> batch) {
    try {
      store.record(batch);
      batch.forEach(recent::written);
      return true;
    } catch (IOException e) {
      LOG.warn("{} subjects are not written yet: {}", batch.size(), e.getMessage());
      putBack(batch);
      return false;
    }
  }

  /** What was noted meanwhile is newer and stays. */
  private void putBack(List<Sighting> batch) {
    lock.lock();
    try {
      for (Sighting sighting : batch) {
        waiting.putIfAbsent(SeenCertificate.of(sighting), sighting);
      }
    } finally {
      lock.unlock();
    }
  }
}
