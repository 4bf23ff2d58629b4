package dev.grapnel.service.store;

/** The registry over SQLite. */
class SqliteRegistryTest extends RegistryContract {
  @Override
  Persistence open() throws Exception {
    return Opened.sqlite(folder, clock);
  }
}
