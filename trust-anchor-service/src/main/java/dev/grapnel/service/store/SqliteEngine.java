package dev.grapnel.service.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in one file. Readers do not wait for writers (WAL); a commit is on disk when it returns
 * (synchronous FULL). A writing transaction takes the only write lock as it begins, so that it
 * never fails half-way because another one was quicker.
 */
final class SqliteEngine implements Engine {
  static final String FILE = "registry.db";

  private static final String NAME = "SQLite";
  private static final int READERS = 4;
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final HikariDataSource writerPool;
  private final HikariDataSource readerPool;
  private final Transactions writer;
  private final Transactions reader;
  private final CountDownLatch never = new CountDownLatch(1);

  private SqliteEngine(HikariDataSource writerPool, HikariDataSource readerPool) {
    this.writerPool = writerPool;
    this.readerPool = readerPool;
    this.writer = transactions(writerPool);
    this.reader = transactions(readerPool);
  }

  static SqliteEngine open(StoreSettings.Embedded settings) throws IOException {
    SqliteLibrary.unpackTo(
        settings.libraryFolder().orElseGet(() -> settings.folder().resolve("native")));
    Path file = settings.folder().resolve(FILE);
    createPrivately(file);
    try {
      Migrations.apply(source(file, SQLiteConfig.TransactionMode.IMMEDIATE), "sqlite");
      return new SqliteEngine(
          pool("sqlite-writer", 1, source(file, SQLiteConfig.TransactionMode.IMMEDIATE)),
          pool("sqlite-readers", READERS, source(file, SQLiteConfig.TransactionMode.DEFERRED)));
    } catch (LinkageError e) {
      throw new IOException(
          "SQLite's native library cannot be loaded; if the folder it lies in is mounted noexec,"
              + " name another one: "
              + e.getMessage(),
          e);
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

  /** Other processes on the file are commands, and find changes when they look. */
  @Override
  public void signalChange(Handle handle) {}

  @Override
  public void awaitChange(Duration atMost) throws InterruptedException {
    if (never.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("the store is closed");
    }
  }

  @Override
  public void close() {
    never.countDown();
    readerPool.close();
    writerPool.close();
  }

  /** SQLite gives the files beside it, which hold the same content, the mode of this one. */
  private static void createPrivately(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // Made by an earlier start.
    }
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig.TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout((int) BUSY.toMillis());
    config.enforceForeignKeys(true);
    config.setTransactionMode(mode);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private static HikariDataSource pool(String name, int size, SQLiteDataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(BUSY.toMillis());
    config.setMaxLifetime(0);
    config.setRegisterMbeans(false);
    return new HikariDataSource(config);
  }

  private static Transactions transactions(HikariDataSource pool) {
    return new Transactions(Jdbi.create(pool), NAME, TransactionIsolationLevel.SERIALIZABLE);
  }
}
