package dev.grapnel.service.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Runs work in transactions of one connection pool. Thread-safe. */
final class Transactions {
  private final Jdbi jdbi;
  private final String engineName;
  private final TransactionIsolationLevel isolation;

  Transactions(Jdbi jdbi, String engineName, TransactionIsolationLevel isolation) {
    this.jdbi = jdbi;
    this.engineName = engineName;
    this.isolation = isolation;
  }

  <T> T run(Function<Handle, T> work) throws IOException {
    try {
      return jdbi.inTransaction(isolation, work::apply);
    } catch (JdbiException e) {
      throw failure(e);
    }
  }

  /** The engine's own words, which name tables and limits and no values that are secret. */
  private IOException failure(JdbiException e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    return new IOException(engineName + " failed: " + cause.getMessage(), e);
  }
}
