package dev.grapnel.service.store;

import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.RegisteredAccount;
import dev.grapnel.service.registry.RootKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of accounts. */
final class AccountRows {
  static final String SELECT =
      "SELECT account_id, enabled, root_access_key_id, root_secret, created_at, version"
          + " FROM account";

  private static final String UPSERT =
      "INSERT INTO account"
          + " (account_id, enabled, root_access_key_id, root_secret, created_at, version)"
          + " VALUES (:account, :enabled, :accessKey, :secret, :createdAt, :version)"
          + " ON CONFLICT (account_id) DO UPDATE SET enabled = excluded.enabled,"
          + " root_access_key_id = excluded.root_access_key_id,"
          + " root_secret = excluded.root_secret, version = excluded.version";

  private AccountRows() {}

  static void put(Handle handle, RegisteredAccount account) {
    handle
        .createUpdate(UPSERT)
        .bind("account", account.account().accountId())
        .bind("enabled", account.account().enabled())
        .bind("accessKey", account.rootKey().accessKeyId())
        .bind("secret", account.rootKey().wrappedSecret())
        .bind("createdAt", account.createdAt().toEpochMilli())
        .bind("version", account.version())
        .execute();
  }

  static List<RegisteredAccount> all(Handle handle) {
    return handle.createQuery(SELECT).map(AccountRows::account).list();
  }

  static RegisteredAccount account(ResultSet row, StatementContext context) throws SQLException {
    String accountId = row.getString("account_id");
    return new RegisteredAccount(
        new Account(accountId, row.getBoolean("enabled")),
        new RootKey(accountId, row.getString("root_access_key_id"), row.getBytes("root_secret")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        row.getLong("version"));
  }
}
