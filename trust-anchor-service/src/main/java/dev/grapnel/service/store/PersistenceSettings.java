package dev.grapnel.service.store;

import dev.grapnel.service.token.MasterKeySettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where everything is kept and what an empty store begins with.
 *
 * @param data the data folder, made if it is not there
 * @param postgres the shared store; empty for SQLite in the data folder
 * @param libraryFolder where SQLite's native library is unpacked to; empty for the data folder
 * @param region the service's own
 * @param account the first account's id; empty for a random one
 */
public record PersistenceSettings(
    Path data,
    Optional<StoreSettings.Postgres> postgres,
    Optional<Path> libraryFolder,
    MasterKeySettings masterKey,
    String region,
    Optional<String> account) {

  /** Which engine that is, for the data folder. */
  public StoreSettings store(DataFolder folder) {
    return postgres
        .<StoreSettings>map(shared -> shared)
        .orElseGet(() -> new StoreSettings.Embedded(folder.path(), libraryFolder));
  }
}
