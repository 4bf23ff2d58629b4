package dev.grapnel.service.store;

import dev.grapnel.service.registry.RegisteredAccount;
import dev.grapnel.service.registry.RegistryTransaction;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceCodec;
import dev.grapnel.service.registry.ResourceKey;
import dev.grapnel.service.registry.ResourceKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A change of the registry within a transaction of the engine. */
final class RowsTransaction implements RegistryTransaction {
  /** How long deletions are remembered one by one, for replicas that were out of touch. */
  static final Duration DELETIONS_KEPT = Duration.ofDays(1);

  private static final String KEY = " WHERE account_id = :account AND kind = :kind AND id = :id";

  private final Handle handle;
  private final long version;
  private final Instant now;

  RowsTransaction(Handle handle, long version, Instant now) {
    this.handle = handle;
    this.version = version;
    this.now = now;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public Optional<RegisteredAccount> account(String accountId) {
    return handle
        .createQuery(AccountRows.SELECT + " WHERE account_id = :account")
        .bind("account", accountId)
        .map(AccountRows::account)
        .findOne();
  }

  @Override
  public boolean anyAccount() {
    return handle.createQuery("SELECT count(*) FROM account").mapTo(Long.class).one() > 0;
  }

  @Override
  public void put(RegisteredAccount account) {
    AccountRows.put(handle, account);
  }

  @Override
  public Optional<Resource> find(ResourceKey key) {
    return bound(handle.createQuery("SELECT kind, version, body FROM resource" + KEY), key)
        .map(RowsTransaction::resource)
        .findOne();
  }

  @Override
  public Optional<Resource> findByAlias(ResourceKind kind, String accountId, String aliasName) {
    return handle
        .createQuery(
            "SELECT kind, version, body FROM resource"
                + " WHERE account_id = :account AND kind = :kind AND alias_name = :alias")
        .bind("account", accountId)
        .bind("kind", kind.arnType())
        .bind("alias", aliasName)
        .map(RowsTransaction::resource)
        .findOne();
  }

  @Override
  public void insert(Resource resource) {
    bound(
            handle.createUpdate(
                "INSERT INTO resource (account_id, kind, id, alias_name, version, body)"
                    + " VALUES (:account, :kind, :id, :alias, :version, :body)"),
            resource.key())
        .bind("alias", resource.aliasName().orElse(null))
        .bind("version", resource.version())
        .bind("body", ResourceCodec.encode(resource))
        .execute();
  }

  @Override
  public boolean update(Resource resource, long expectedVersion) {
    int updated =
        bound(
                handle.createUpdate(
                    "UPDATE resource SET alias_name = :alias, version = :version, body = :body"
                        + KEY
                        + " AND version = :expected"),
                resource.key())
            .bind("alias", resource.aliasName().orElse(null))
            .bind("version", resource.version())
            .bind("body", ResourceCodec.encode(resource))
            .bind("expected", expectedVersion)
            .execute();
    return updated == 1;
  }

  @Override
  public void delete(ResourceKey key) {
    bound(handle.createUpdate("DELETE FROM resource" + KEY), key).execute();
    bound(
            handle.createUpdate(
                "INSERT INTO deleted_resource (account_id, kind, id, version, deleted_at)"
                    + " VALUES (:account, :kind, :id, :version, :deletedAt)"),
            key)
        .bind("version", version)
        .bind("deletedAt", now.toEpochMilli())
        .execute();
    forgetOldDeletions();
  }

  static Resource resource(ResultSet row, StatementContext context) throws SQLException {
    return ResourceCodec.decode(
        Kinds.of(row.getString("kind")), row.getLong("version"), row.getString("body"));
  }

  private void forgetOldDeletions() {
    long before = now.minus(DELETIONS_KEPT).toEpochMilli();
    long last =
        handle
            .createQuery(
                "SELECT coalesce(max(version), 0) FROM deleted_resource"
                    + " WHERE deleted_at < :before")
            .bind("before", before)
            .mapTo(Long.class)
            .one();
    if (last > 0) {
      handle.execute("DELETE FROM deleted_resource WHERE version <= ?", last);
      RegistryState.setCompleteSince(handle, last);
    }
  }

  private static <S extends SqlStatement<S>> S bound(S statement, ResourceKey key) {
    return statement
        .bind("account", key.accountId())
        .bind("kind", key.kind().arnType())
        .bind("id", key.id());
  }
}
