package dev.grapnel.service.store;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The registry over PostgreSQL. */
class PostgresRegistryTest extends RegistryContract {
  private static PostgresServer server;

  private StoreSettings.@Nullable Postgres database;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (server != null) {
      server.stop();
    }
  }

  @Override
  Persistence open() throws Exception {
    if (database == null) {
      database = server.database();
    }
    return Opened.postgres(database, folder, clock);
  }
}
