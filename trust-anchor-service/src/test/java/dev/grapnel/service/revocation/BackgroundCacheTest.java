package dev.grapnel.service.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.grapnel.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class BackgroundCacheTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T12:00:00Z"));
  private final AtomicInteger loads = new AtomicInteger();
  private final BackgroundCache<Integer, Integer> cache =
      new BackgroundCache<>(
          (key, before) -> Optional.of(loads.incrementAndGet()),
          (value, now) -> now.plus(Duration.ofDays(7)),
          FetchSettings.DEFAULT,
          clock,
          Runnable::run);

  @Test
  void ask_upToTheLimit_loads() {
    for (int key = 0; key < BackgroundCache.MAX_ENTRIES; key++) {
      assertEquals(Optional.of(key + 1), cache.ask(key, Patience.none()));
    }
    assertEquals(Optional.empty(), cache.ask(-1, Patience.none()));
    assertEquals(BackgroundCache.MAX_ENTRIES, loads.get());
    assertEquals(Optional.of(1), cache.ask(0, Patience.none()));
  }

  @Test
  void refresh_whatNobodyAsksFor_isForgotten() {
    assertEquals(Optional.of(1), cache.ask(0, Patience.none()));
    clock.advance(Duration.ofHours(24));
    cache.refresh();
    assertEquals(Optional.of(1), cache.ask(0, Patience.none()));
    clock.advance(Duration.ofHours(25));
    cache.refresh();
    assertEquals(Optional.of(2), cache.ask(0, Patience.none()));
  }
}
