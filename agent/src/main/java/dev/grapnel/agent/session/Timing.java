package dev.grapnel.agent.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Time and chance, handed in so that tests can hold them.
 *
 * @param clock the wall clock
 * @param nanoTime elapsed time
 * @param pause waits
 * @param random from 0 to 1
 */
public record Timing(
    InstantSource clock, LongSupplier nanoTime, Pause pause, DoubleSupplier random) {
  /** Waits for that long. */
  @FunctionalInterface
  public interface Pause {
    void take(Duration duration) throws InterruptedException;
  }
}
