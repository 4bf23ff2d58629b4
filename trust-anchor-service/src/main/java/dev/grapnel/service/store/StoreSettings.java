package dev.grapnel.service.store;

import dev.grapnel.protocol.secret.SecretValue;
import java.nio.file.Path;
import java.util.Optional;

/** Which engine keeps everything. */
public sealed interface StoreSettings {
  /**
   * SQLite in the data folder.
   *
   * @param folder the data folder; it must be there
   * @param libraryFolder where SQLite's native library is unpacked to and loaded from; empty for
   *     {@code native} in the data folder. It must not be mounted noexec
   */
  record Embedded(Path folder, Optional<Path> libraryFolder) implements StoreSettings {}

  /**
   * PostgreSQL 15 or later.
   *
   * @param url {@code jdbc:postgresql://...}
   */
  record Postgres(String url, Optional<String> user, Optional<SecretValue> password)
      implements StoreSettings {
    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
      return "Postgres[user=" + user + "]";
    }
  }
}
