package dev.grapnel.service.revocation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * Things that are loaded in the background because somebody asked for them, and kept fresh as long
 * as somebody does. Who asks gets what is there, the last good one however old, and never waits
 * unless told to. A load that fails changes nothing but the time of the next. Thread-safe.
 */
final class BackgroundCache<K, V> {
  /** The most things; what comes beyond is not loaded. */
  static final int MAX_ENTRIES = 10_000;

  /** How long after it was last asked for a thing is kept. */
  private static final Duration KEPT = Duration.ofHours(24);

  /** Loads a thing. */
  @FunctionalInterface
  interface Loader<K, V> {
    /** What was loaded; empty if nothing was. */
    Optional<V> load(K key, Optional<V> before);
  }

  /** When a thing is to be loaded again. */
  @FunctionalInterface
  interface Expiry<V> {
    Instant refreshAt(V value, Instant now);
  }

  private final Loader<K, V> loader;
  private final Expiry<V> expiry;
  private final FetchSettings settings;
  private final InstantSource clock;
  private final Executor executor;
  private final Map<K, Entry> entries = new ConcurrentHashMap<>();

  BackgroundCache(
      Loader<K, V> loader,
      Expiry<V> expiry,
      FetchSettings settings,
      InstantSource clock,
      Executor executor) {
    this.loader = loader;
    this.expiry = expiry;
    this.settings = settings;
    this.clock = clock;
    this.executor = executor;
  }

  /** What is there. A first question begins to load, and waits as long as there is patience. */
  Optional<V> ask(K key, Patience patience) {
    Entry entry = entries.get(key);
    if (entry == null) {
      if (entries.size() >= MAX_ENTRIES) {
        return Optional.empty();
      }
      entry = entries.computeIfAbsent(key, Entry::new);
    }
    return entry.ask(patience);
  }

  /** Begins to load whatever is due, and forgets what nobody asks for any more. */
  void refresh() {
    Instant now = clock.instant();
    entries.values().removeIf(entry -> entry.wantedAt.plus(KEPT).isBefore(now));
    entries.values().forEach(entry -> entry.loadIfDue(now));
  }

  private final class Entry {
    private final K key;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile Optional<V> value = Optional.empty();
    private volatile Instant wantedAt = clock.instant();
    private Instant dueAt = Instant.MIN;
    private boolean loading;
    private int failures;

    Entry(K key) {
      this.key = key;
    }

    Optional<V> ask(Patience patience) {
      Instant now = clock.instant();
      wantedAt = now;
      loadIfDue(now);
      if (value.isEmpty()) {
        patience.await(first);
      }
      return value;
    }

    synchronized void loadIfDue(Instant now) {
      if (!loading && !dueAt.isAfter(now)) {
        loading = true;
        executor.execute(this::load);
      }
    }

    private void load() {
      Optional<V> loaded = Optional.empty();
      try {
        loaded = loader.load(key, value);
      } finally {
        finish(loaded);
      }
    }

    private synchronized void finish(Optional<V> loaded) {
      Instant now = clock.instant();
      if (loaded.isPresent()) {
        value = loaded;
        failures = 0;
        Instant least = now.plus(settings.retryLeast());
        Instant refreshAt = expiry.refreshAt(loaded.get(), now);
        dueAt = refreshAt.isBefore(least) ? least : refreshAt;
      } else {
        dueAt = now.plus(delay(failures++));
      }
      loading = false;
      first.countDown();
    }

    private Duration delay(int failuresBefore) {
      Duration doubled = settings.retryLeast().multipliedBy(1L << Math.min(failuresBefore, 16));
      return doubled.compareTo(settings.retryMost()) < 0 ? doubled : settings.retryMost();
    }
  }
}
