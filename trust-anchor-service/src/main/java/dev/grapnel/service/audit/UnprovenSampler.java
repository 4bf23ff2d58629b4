package dev.grapnel.service.audit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets so many through a second, and as many again at once after a quiet time. Thread-safe. */
final class UnprovenSampler {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LongSupplier nanoTime;
  private final long costNanos;
  private final long burstNanos;
  private final AtomicLong spentUntilNanos;

  /** With a rate of 0, nothing passes. */
  UnprovenSampler(int perSecond, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.costNanos = perSecond == 0 ? 0 : NANOS_PER_SECOND / perSecond;
    this.burstNanos = NANOS_PER_SECOND;
    this.spentUntilNanos = new AtomicLong(nanoTime.getAsLong() - burstNanos);
  }

  boolean take() {
    if (costNanos == 0) {
      return false;
    }
    long now = nanoTime.getAsLong();
    while (true) {
      long spent = spentUntilNanos.get();
      long from = Math.max(spent - now, -burstNanos) + now;
      if (from + costNanos - now > 0) {
        return false;
      }
      if (spentUntilNanos.compareAndSet(spent, from + costNanos)) {
        return true;
      }
    }
  }
}
