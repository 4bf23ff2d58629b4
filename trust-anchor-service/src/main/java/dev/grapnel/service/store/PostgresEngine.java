package dev.grapnel.service.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * PostgreSQL 15 or later, which any number of processes may share. A call fails within seconds when
 * the server is away, and works again when it is back.
 */
final class PostgresEngine implements Engine {
  private static final String NAME = "PostgreSQL";
  private static final int CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * A commit that is acknowledged is on disk, even where the server's default says otherwise;
   * nothing waits for ever.
   */
  private static final String SESSION =
      "SELECT set_config('synchronous_commit', 'on', false)"
          + " WHERE current_setting('synchronous_commit') = 'off';"
          + " SET lock_timeout = '5s'; SET statement_timeout = '20s'";

  private final HikariDataSource pool;
  private final Transactions reader;
  private final Transactions writer;
  private final ChangeListener listener;

  private PostgresEngine(HikariDataSource pool, ChangeListener listener) {
    this.pool = pool;
    this.listener = listener;
    Jdbi jdbi = Jdbi.create(pool);
    this.reader = new Transactions(jdbi, NAME, TransactionIsolationLevel.REPEATABLE_READ);
    this.writer = new Transactions(jdbi, NAME, TransactionIsolationLevel.READ_COMMITTED);
  }

  static PostgresEngine open(StoreSettings.Postgres settings) throws IOException {
    HikariDataSource pool = pool(settings);
    try {
      Migrations.apply(pool, "postgresql");
      return new PostgresEngine(pool, new ChangeListener(settings.url(), properties(settings)));
    } catch (IOException | RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  @Override
  public <T> T read(Function<Handle, T> work) throws IOException {
    return reader.run(work);
  }

  @Override
  public <T> T write(Function<Handle, T> work) throws IOException {
    return writer.run(work);
  }

  @Override
  public void signalChange(Handle handle) {
    handle.execute("NOTIFY " + ChangeListener.CHANNEL);
  }

  @Override
  public void awaitChange(Duration atMost) throws InterruptedException {
    listener.await(atMost);
  }

  @Override
  public void close() {
    listener.close();
    pool.close();
  }

  private static HikariDataSource pool(StoreSettings.Postgres settings) throws IOException {
    HikariConfig config = new HikariConfig();
    config.setPoolName("postgresql");
    config.setJdbcUrl(settings.url());
    config.setDataSourceProperties(properties(settings));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.toMillis() / 2);
    config.setInitializationFailTimeout(Duration.ofSeconds(10).toMillis());
    config.setConnectionInitSql(SESSION);
    config.setRegisterMbeans(false);
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw new IOException("PostgreSQL cannot be reached: " + e.getMessage(), e);
    }
  }

  private static Properties properties(StoreSettings.Postgres settings) {
    Properties properties = new Properties();
    settings.user().ifPresent(user -> properties.setProperty("user", user));
    settings.password().ifPresent(p -> properties.setProperty("password", p.revealText()));
    properties.setProperty("ApplicationName", "grapnel");
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}
