package dev.grapnel.service.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.RegisteredAccount;
import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.Snapshot;
import dev.grapnel.service.registry.subject.SubjectDetail;
import dev.grapnel.testing.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/**
 * Each schema that was released, with rows as that release wrote them, is brought up to date and
 * read. A release that changes the schema adds its rows to {@code released/} and its number here.
 */
@ParameterizedClass
@EnumSource(TestEngine.class)
class MigrationsTest {
  /** The schema's version of each release whose rows are kept. */
  private static final Map<String, String> RELEASED = Map.of("1", "released/0.1.0.sql");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  private final SettableClock clock = new SettableClock(Opened.START);
  private final TestEngine engine;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private StoreSettings settings;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private DataSource database;

  MigrationsTest(TestEngine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void makeDatabase() throws Exception {
    settings = engine.settings(folder).store(DataFolder.open(folder));
    database = database(settings);
  }

  @Test
  void eachReleasedSchema_withItsRows_isBroughtUpToDate() throws Exception {
    for (Map.Entry<String, String> released : RELEASED.entrySet()) {
      makeDatabase();
      flyway().target(released.getKey()).load().migrate();
      insert(released.getValue());
      try (Store store = Store.open(settings, clock)) {
        requireContent(store);
      }
    }
  }

  @Test
  void open_again_changesNothing() throws Exception {
    Store.open(settings, clock).close();
    Store.open(settings, clock).close();
    assertEquals(
        2L, (long) number("SELECT count(*) FROM schema_history WHERE version IS NOT NULL"));
  }

  @Test
  void open_aLaterReleasesSchema_isRefused() throws Exception {
    Store.open(settings, clock).close();
    Jdbi.create(database)
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO schema_history (installed_rank, version, description, type,"
                        + " script, checksum, installed_by, execution_time, success)"
                        + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, ?)",
                    true));
    IOException failure = assertThrows(IOException.class, () -> Store.open(settings, clock));
    assertTrue(String.valueOf(failure.getMessage()).contains("99"), failure.getMessage());
  }

  @Test
  void open_aChangedSchema_isRefused() throws Exception {
    Store.open(settings, clock).close();
    Jdbi.create(database)
        .useHandle(handle -> handle.execute("UPDATE schema_history SET checksum = 1"));
    assertThrows(IOException.class, () -> Store.open(settings, clock));
  }

  private static void requireContent(Store store) throws Exception {
    Snapshot snapshot = Registry.open(store.registry(), System::nanoTime).current();
    assertEquals(12, snapshot.version());
    List<String> resources = new ArrayList<>();
    for (Resource resource : snapshot.resources()) {
      resources.add(resource.arn().resource() + ' ' + resource.version());
    }
    assertEquals(List.of("trust-anchor/a 3", "profile/p 4", "crl/c 5", "role/x/Demo 6"), resources);
    RegisteredAccount account = snapshot.accounts().iterator().next();
    assertEquals(new Account("111122223333", true), account.account());
    assertEquals(Instant.parse("2026-11-24T12:00:00Z"), account.createdAt());
    assertEquals("0102030405060708", store.ringKeys().ringKeys().getFirst().id().toString());
    assertTrue(store.keptSecrets().find("name").isPresent());
    SubjectDetail subject = store.subjects().subject("111122223333", "s").orElseThrow();
    assertEquals("1", subject.credentials().getFirst().serialNumber());
    assertEquals(Map.of("k", "v"), subject.instanceProperties().getFirst().properties());
    assertEquals(7, store.checkpoints().latest("r").orElseThrow().sequence());
  }

  private org.flywaydb.core.api.configuration.FluentConfiguration flyway() {
    String dialect = engine == TestEngine.SQLITE ? "sqlite" : "postgresql";
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration/" + dialect)
        .table("schema_history");
  }

  /** Statements that both engines read, but for how bytes are written: {@code BYTES('00ff')}. */
  private void insert(String resource) throws IOException {
    String bytes = engine == TestEngine.SQLITE ? "x'$1'" : "'\\\\\\\\x$1'::bytea";
    try (InputStream in = MigrationsTest.class.getResourceAsStream(resource)) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String statement : script.replaceAll("BYTES\\('(.*?)'\\)", bytes).split(";\n", -1)) {
        if (statement.isBlank()) {
          continue;
        }
        Jdbi.create(database).useHandle(handle -> handle.createScript(statement).execute());
      }
    }
  }

  private Long number(String query) {
    return Jdbi.create(database)
        .withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  private static DataSource database(StoreSettings settings) throws IOException {
    return switch (settings) {
      case StoreSettings.Embedded embedded -> {
        SqliteLibrary.unpackTo(embedded.folder().resolve("native"));
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + embedded.folder().resolve(SqliteEngine.FILE));
        yield source;
      }
      case StoreSettings.Postgres postgres -> {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.url());
        source.setUser(postgres.user().orElseThrow());
        yield source;
      }
    };
  }
}
