package dev.grapnel.service.store;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** A database, as far as SQLite and PostgreSQL differ. Thread-safe. */
interface Engine extends AutoCloseable {
  /** Runs the queries in one transaction that sees one moment. */
  <T> T read(Function<Handle, T> work) throws IOException;

  /**
   * Runs the statements in one transaction and commits it, unless the work rolled it back. What was
   * committed is on disk when this returns.
   */
  <T> T write(Function<Handle, T> work) throws IOException;

  /** Lets every process know, once this transaction is committed, that the registry changed. */
  void signalChange(Handle handle);

  /** Returns when a change is signalled, at the latest after that time. */
  void awaitChange(Duration atMost) throws InterruptedException;

  @Override
  void close();
}
