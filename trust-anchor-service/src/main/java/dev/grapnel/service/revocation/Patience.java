package dev.grapnel.service.revocation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long one request may still wait for the network, over all that it asks. One thread's. */
final class Patience {
  private final LongSupplier nanoTime;
  private final long start;
  private final Duration limit;

  Patience(Duration limit, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = limit.isPositive() ? nanoTime.getAsLong() : 0;
    this.limit = limit;
  }

  /** None at all. */
  static Patience none() {
    return new Patience(Duration.ZERO, () -> 0);
  }

  /** Waits for the latch as long as there is patience left. */
  void await(CountDownLatch latch) {
    if (!limit.isPositive()) {
      return;
    }
    long leftNanos = limit.toNanos() - (nanoTime.getAsLong() - start);
    try {
      var _ = latch.await(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
