package dev.grapnel.service.registry;

import dev.grapnel.service.refusal.Verdict;
import java.io.IOException;
import java.time.Duration;

/** What the registry needs of a store. Thread-safe. */
public interface RegistryStore {
  /** Work done within one transaction; a refusal undoes it. May run again after a lost race. */
  @FunctionalInterface
  interface Change<T> {
    Verdict<T> apply(RegistryTransaction transaction);
  }

  /**
   * Runs the change and commits it. What passed is on disk when this returns.
   *
   * @throws IOException if it could not be kept, or nobody knows whether it was
   */
  <T> Verdict<T> change(Change<T> change) throws IOException;

  /** The number of the last change. */
  long version() throws IOException;

  /** What changed after that version, read from one moment; everything, after version 0. */
  RegistryChanges changesSince(long version) throws IOException;

  /** Returns when a change by any process is signalled, at the latest after that time. */
  void awaitChange(Duration atMost) throws InterruptedException;
}
