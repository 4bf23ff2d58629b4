package dev.grapnel.service.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How SQLite is set up. */
class SqliteEngineTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  @Test
  void open_writerAndReader_areSafeAgainstPowerCuts() throws Exception {
    try (SqliteEngine engine = open()) {
      for (Pragma pragma : pragmas(engine)) {
        assertEquals("wal", pragma.of("journal_mode"));
        assertEquals("2", pragma.of("synchronous"), "FULL");
        assertEquals("1", pragma.of("foreign_keys"));
        assertEquals("5000", pragma.of("busy_timeout"));
      }
    }
  }

  @Test
  void open_itsFiles_areForThisUserAlone() throws Exception {
    try (SqliteEngine engine = open()) {
      var _ =
          engine.write(handle -> handle.execute("UPDATE registry_state SET version = version + 1"));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertEquals(
              "rw-------",
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
              file.toString());
        }
      }
      assertTrue(Files.exists(folder.resolve("registry.db-wal")));
    }
  }

  @Test
  void open_again_unpacksTheLibraryOnce() throws Exception {
    open().close();
    open().close();
    if (Files.isDirectory(folder.resolve("native"))) {
      try (Stream<Path> files = Files.list(folder.resolve("native"))) {
        assertEquals(1, files.count());
      }
    }
    assertFalse(System.getProperty("org.sqlite.lib.path", "").isEmpty());
  }

  @Test
  void write_thatRollsBack_leavesNothing() throws Exception {
    try (SqliteEngine engine = open()) {
      long before = engine.read(RegistryState::version);
      var _ =
          engine.write(
              handle -> {
                long version = RegistryState.advance(handle);
                handle.rollback();
                return version;
              });
      assertEquals(before, engine.read(RegistryState::version));
    }
  }

  private SqliteEngine open() throws IOException {
    return SqliteEngine.open(new StoreSettings.Embedded(folder, Optional.empty()));
  }

  private static List<Pragma> pragmas(SqliteEngine engine) {
    return List.of(
        name -> engine.write(handle -> pragma(handle, name)),
        name -> engine.read(handle -> pragma(handle, name)));
  }

  private static String pragma(Handle handle, String name) {
    return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
  }

  /** Asks one connection. */
  @FunctionalInterface
  private interface Pragma {
    String of(String name) throws IOException;
  }
}
