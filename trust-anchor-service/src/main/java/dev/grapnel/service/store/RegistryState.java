package dev.grapnel.service.store;

import org.jdbi.v3.core.Handle;

/**
 * The row that every change of the registry and of the key ring updates first: it numbers the
 * changes, and holding its lock makes them take turns across all processes on the store.
 */
final class RegistryState {
  private RegistryState() {}

  /** Takes this transaction's turn and gives its number. */
  static long advance(Handle handle) {
    handle.execute("UPDATE registry_state SET version = version + 1 WHERE only_row = 1");
    return version(handle);
  }

  static long version(Handle handle) {
    return number(handle, "SELECT version FROM registry_state WHERE only_row = 1");
  }

  /** Deletions up to that change are no longer known one by one. */
  static long completeSince(Handle handle) {
    return number(handle, "SELECT complete_since FROM registry_state WHERE only_row = 1");
  }

  static void setCompleteSince(Handle handle, long version) {
    handle.execute("UPDATE registry_state SET complete_since = ? WHERE only_row = 1", version);
  }

  private static long number(Handle handle, String query) {
    return handle.createQuery(query).mapTo(Long.class).one();
  }
}
