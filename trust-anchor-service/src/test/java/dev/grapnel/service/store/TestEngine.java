package dev.grapnel.service.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engines that contract tests run over, each as the real thing. */
public enum TestEngine {
  SQLITE {
    @Override
    public PersistenceSettings settings(Path folder) {
      return Opened.settings(folder, Optional.empty());
    }
  },
  POSTGRES {
    @Override
    public PersistenceSettings settings(Path folder) throws IOException {
      return Opened.settings(folder, Optional.of(SharedServer.database()));
    }
  };

  /** Settings for an empty store, with a data folder of that name. */
  public abstract PersistenceSettings settings(Path folder) throws IOException;

  /** One cluster for all tests of this JVM, started when first wanted. */
  private static final class SharedServer {
    private static @Nullable PostgresServer server;

    private SharedServer() {}

    static synchronized StoreSettings.Postgres database() throws IOException {
      try {
        if (server == null) {
          PostgresServer started = PostgresServer.start();
          Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started)));
          server = started;
        }
        return server.database();
      } catch (SQLException | InterruptedException e) {
        throw new IOException(e);
      }
    }

    private static void stop(PostgresServer server) {
      try {
        server.stop();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
