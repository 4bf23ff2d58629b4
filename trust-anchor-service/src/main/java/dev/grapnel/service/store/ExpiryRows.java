package dev.grapnel.service.store;

import dev.grapnel.service.notification.ExpiringCertificate;
import dev.grapnel.service.notification.ExpiryStore;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Which certificates expire, and the table of what was announced lately. */
final class ExpiryRows implements ExpiryStore {
  private static final int DAYS_KEPT = 7;

  private final Engine engine;

  ExpiryRows(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<ExpiringCertificate> expiring(Wanted wanted, int most) throws IOException {
    return engine.read(
        handle ->
            handle
                .createQuery(
                    "SELECT c.subject_id, s.x509_subject, c.serial_number, c.issuer, c.seen_at,"
                        + " c.not_after FROM subject_credential c"
                        + " JOIN subject s ON s.account_id = c.account_id"
                        + " AND s.subject_id = c.subject_id"
                        + " WHERE c.account_id = :account AND c.trust_anchor_id = :anchor"
                        + " AND c.not_after >= :from AND c.not_after < :before"
                        + " AND c.seen_at >= :since ORDER BY c.not_after, c.credential_id"
                        + " LIMIT :most")
                .bind("account", wanted.accountId())
                .bind("anchor", wanted.trustAnchorId())
                .bind("from", wanted.expiresFrom().toEpochMilli())
                .bind("before", wanted.expiresBefore().toEpochMilli())
                .bind("since", wanted.seenSince().toEpochMilli())
                .bind("most", most)
                .map(
                    (row, _) ->
                        new ExpiringCertificate(
                            row.getString("subject_id"),
                            row.getString("x509_subject"),
                            row.getString("serial_number"),
                            row.getString("issuer"),
                            Instant.ofEpochMilli(row.getLong("seen_at")),
                            Instant.ofEpochMilli(row.getLong("not_after"))))
                .list());
  }

  /** In the order of ids, so that two replicas that take the same ones take turns. */
  @Override
  public Set<String> take(LocalDate day, String accountId, Collection<String> noticeIds)
      throws IOException {
    return engine.write(
        handle -> {
          handle.execute(
              "DELETE FROM expiry_notice WHERE day < ?", day.minusDays(DAYS_KEPT).toEpochDay());
          Set<String> taken = new LinkedHashSet<>();
          for (String id : new TreeSet<>(noticeIds)) {
            if (insert(handle, day, accountId, id) == 1) {
              taken.add(id);
            }
          }
          return taken;
        });
  }

  @Override
  public void giveBack(LocalDate day, Collection<String> noticeIds) throws IOException {
    boolean _ =
        engine.write(
            handle -> {
              try (PreparedBatch batch =
                  handle.prepareBatch(
                      "DELETE FROM expiry_notice WHERE day = :day AND notice_id = :id")) {
                for (String id : noticeIds) {
                  batch.bind("day", day.toEpochDay()).bind("id", id).add();
                }
                batch.execute();
              }
              return true;
            });
  }

  private static int insert(Handle handle, LocalDate day, String accountId, String id) {
    return handle
        .createUpdate(
            "INSERT INTO expiry_notice (day, notice_id, account_id) VALUES (:day, :id, :account)"
                + " ON CONFLICT (day, notice_id) DO NOTHING")
        .bind("day", day.toEpochDay())
        .bind("id", id)
        .bind("account", accountId)
        .execute();
  }
}
