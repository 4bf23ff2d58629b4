package dev.grapnel.service.store;

import dev.grapnel.service.token.KeptRingKey;
import dev.grapnel.service.token.RingKeyId;
import dev.grapnel.service.token.RingKeyStore;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of ring keys. */
final class RingKeyRows implements RingKeyStore {
  private final Engine engine;

  RingKeyRows(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<KeptRingKey> ringKeys() throws IOException {
    return engine.read(RingKeyRows::select);
  }

  @Override
  public List<KeptRingKey> change(UnaryOperator<List<KeptRingKey>> change) throws IOException {
    return engine.write(
        handle -> {
          RegistryState.advance(handle);
          List<KeptRingKey> changed = change.apply(select(handle));
          replace(handle, changed);
          engine.signalChange(handle);
          return changed;
        });
  }

  static List<KeptRingKey> select(Handle handle) {
    return handle
        .createQuery("SELECT id, created_at, seals_from, wrapped, revoked FROM ring_key")
        .map(RingKeyRows::key)
        .list();
  }

  static void replace(Handle handle, List<KeptRingKey> keys) {
    handle.execute("DELETE FROM ring_key");
    for (KeptRingKey key : keys) {
      handle
          .createUpdate(
              "INSERT INTO ring_key (id, created_at, seals_from, wrapped, revoked)"
                  + " VALUES (:id, :createdAt, :sealsFrom, :wrapped, :revoked)")
          .bind("id", key.id().toString())
          .bind("createdAt", key.createdAt().toEpochMilli())
          .bind("sealsFrom", key.sealsFrom().toEpochMilli())
          .bind("wrapped", key.wrapped())
          .bind("revoked", key.revoked())
          .execute();
    }
  }

  private static KeptRingKey key(ResultSet row, StatementContext context) throws SQLException {
    return new KeptRingKey(
        RingKeyId.parse(row.getString("id")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("seals_from")),
        row.getBytes("wrapped"),
        row.getBoolean("revoked"));
  }
}
