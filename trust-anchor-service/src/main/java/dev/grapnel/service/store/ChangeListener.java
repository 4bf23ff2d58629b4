package dev.grapnel.service.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Listens for the signal that some process changed the registry, on a connection of its own. While
 * there is none it waits the whole time instead, and tries again at the next call. {@link #await}
 * is for one thread.
 */
final class ChangeListener implements AutoCloseable {
  static final String CHANNEL = "grapnel_registry";

  private final String url;
  private final Properties properties;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Connection connection;

  ChangeListener(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  void await(Duration atMost) throws InterruptedException {
    try {
      listening().unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
    } catch (SQLException e) {
      disconnect();
      if (closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedException("the store is closed");
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private Connection listening() throws SQLException {
    if (connection == null) {
      Connection opened = DriverManager.getConnection(url, properties);
      connection = opened;
      try (Statement statement = opened.createStatement()) {
        statement.execute("LISTEN " + CHANNEL);
      }
    }
    return connection;
  }

  private void disconnect() {
    Connection broken = connection;
    connection = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (SQLException e) {
        // It was broken before.
      }
    }
  }
}
