package dev.grapnel.service.store;

import java.io.IOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a schema up to date. */
final class Migrations {
  private static final String TABLE = "schema_history";

  /** Not even migrations of later releases: an older release must not guess at what they mean. */
  private static final String[] NONE = {};

  private Migrations() {}

  /**
   * Applies what is missing; safe when several processes do it at once.
   *
   * @param dialect the folder of the engine's scripts
   * @throws IOException if a script failed, or the schema is of a later release than this one
   */
  static void apply(DataSource source, String dialect) throws IOException {
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:db/migration/" + dialect)
          .table(TABLE)
          .loggers("slf4j")
          .connectRetries(0)
          .failOnMissingLocations(true)
          .ignoreMigrationPatterns(NONE)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new IOException(
          "the store's schema cannot be brought up to date: " + e.getMessage(), e);
    }
  }
}
