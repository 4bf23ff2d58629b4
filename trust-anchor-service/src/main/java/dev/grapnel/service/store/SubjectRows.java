package dev.grapnel.service.store;

import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.registry.subject.Subject;
import dev.grapnel.service.registry.subject.SubjectDetail;
import dev.grapnel.service.registry.subject.SubjectStore;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** The tables of subjects. */
final class SubjectRows implements SubjectStore {
  private static final String KEY = " WHERE account_id = :account AND subject_id = :subject";
  private static final String SELECT =
      "SELECT account_id, subject_id, x509_subject, created_at, last_seen_at FROM subject";
  private static final String LATER_SEEN_AT =
      "CASE WHEN excluded.seen_at > %1$s.seen_at THEN excluded.seen_at ELSE %1$s.seen_at END";

  private final Engine engine;

  SubjectRows(Engine engine) {
    this.engine = engine;
  }

  /** In the order of ids, so that two replicas that write the same rows take turns. */
  @Override
  public void record(List<Sighting> sightings) throws IOException {
    List<SeenSubject> ordered = sightings.stream().map(SeenSubject::of).sorted().toList();
    engine.write(
        handle -> {
          ordered.forEach(seen -> record(handle, seen));
          return true;
        });
  }

  @Override
  public Optional<SubjectDetail> subject(String accountId, String subjectId) throws IOException {
    return engine.read(
        handle ->
            bound(handle.createQuery(SELECT + KEY), accountId, subjectId)
                .map(SubjectRows::subjectOf)
                .findOne()
                .map(
                    subject ->
                        new SubjectDetail(
                            subject,
                            credentials(handle, accountId, subjectId),
                            instances(handle, accountId, subjectId))));
  }

  @Override
  public List<Subject> subjects(String accountId, String afterId, int most) throws IOException {
    return engine.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + " WHERE account_id = :account AND subject_id > :after"
                        + " ORDER BY subject_id LIMIT :most")
                .bind("account", accountId)
                .bind("after", afterId)
                .bind("most", most)
                .map(SubjectRows::subjectOf)
                .list());
  }

  private static void record(Handle handle, SeenSubject seen) {
    Sighting sighting = seen.sighting();
    bound(
            handle.createUpdate(
                "INSERT INTO subject"
                    + " (account_id, subject_id, x509_subject, created_at, last_seen_at)"
                    + " VALUES (:account, :subject, :name, :seenAt, :seenAt)"
                    + " ON CONFLICT (account_id, subject_id) DO UPDATE SET last_seen_at ="
                    + " CASE WHEN excluded.last_seen_at > subject.last_seen_at"
                    + " THEN excluded.last_seen_at ELSE subject.last_seen_at END"),
            sighting.accountId(),
            seen.subjectId())
        .bind("name", StoredText.of(sighting.x509Subject()))
        .bind("seenAt", sighting.seenAt().toEpochMilli())
        .execute();
    recordCredential(handle, seen);
    if (!sighting.instanceProperties().isEmpty()) {
      recordInstance(handle, seen);
    }
  }

  private static void recordCredential(Handle handle, SeenSubject seen) {
    Sighting sighting = seen.sighting();
    bound(
            handle.createUpdate(
                "INSERT INTO subject_credential (account_id, subject_id, credential_id, issuer,"
                    + " serial_number, seen_at, not_after, failed, certificate_der,"
                    + " trust_anchor_id) VALUES (:account, :subject, :credential, :issuer, :serial,"
                    + " :seenAt, :notAfter, :failed, :der, :anchor) ON CONFLICT (account_id,"
                    + " subject_id, credential_id) DO UPDATE SET failed = excluded.failed,"
                    + " certificate_der = excluded.certificate_der, not_after = excluded.not_after,"
                    + " trust_anchor_id = excluded.trust_anchor_id, seen_at = "
                    + LATER_SEEN_AT.formatted("subject_credential")),
            sighting.accountId(),
            seen.subjectId())
        .bind("credential", seen.credentialId())
        .bind("issuer", StoredText.of(sighting.issuer()))
        .bind("serial", sighting.serialNumber())
        .bind("seenAt", sighting.seenAt().toEpochMilli())
        .bind("notAfter", sighting.notAfter().toEpochMilli())
        .bind("failed", sighting.failed())
        .bind("der", sighting.certificateDer())
        .bind("anchor", sighting.trustAnchorId())
        .execute();
    forgetOldest(
        handle, "subject_credential", "credential_id", seen, SubjectDetail.MOST_CREDENTIALS);
  }

  private static void recordInstance(Handle handle, SeenSubject seen) {
    Sighting sighting = seen.sighting();
    bound(
            handle.createUpdate(
                "INSERT INTO subject_instance"
                    + " (account_id, subject_id, instance_id, properties, seen_at, failed)"
                    + " VALUES (:account, :subject, :instance, :properties, :seenAt, :failed)"
                    + " ON CONFLICT (account_id, subject_id, instance_id) DO UPDATE SET"
                    + " failed = excluded.failed, seen_at = "
                    + LATER_SEEN_AT.formatted("subject_instance")),
            sighting.accountId(),
            seen.subjectId())
        .bind("instance", seen.instanceId())
        .bind("properties", seen.properties())
        .bind("seenAt", sighting.seenAt().toEpochMilli())
        .bind("failed", sighting.failed())
        .execute();
    forgetOldest(handle, "subject_instance", "instance_id", seen, SubjectDetail.MOST_INSTANCES);
  }

  /** Keeps the latest of a subject's rows; which are in excess is few rows' work. */
  private static void forgetOldest(
      Handle handle, String table, String id, SeenSubject seen, int most) {
    bound(
            handle.createUpdate(
                "DELETE FROM %1$s%3$s AND %2$s IN (SELECT %2$s FROM %1$s%3$s"
                        .formatted(table, id, KEY)
                    + " ORDER BY seen_at DESC, %s LIMIT 1000 OFFSET :most)".formatted(id)),
            seen.sighting().accountId(),
            seen.subjectId())
        .bind("most", most)
        .execute();
  }

  private static List<SubjectDetail.SeenCredential> credentials(
      Handle handle, String accountId, String subjectId) {
    return bound(
            handle.createQuery(
                "SELECT seen_at, serial_number, issuer, certificate_der, not_after, failed"
                    + " FROM subject_credential"
                    + KEY
                    + " ORDER BY seen_at DESC, credential_id"),
            accountId,
            subjectId)
        .map(
            (row, context) ->
                new SubjectDetail.SeenCredential(
                    time(row, "seen_at"),
                    row.getString("serial_number"),
                    row.getString("issuer"),
                    row.getBytes("certificate_der"),
                    time(row, "not_after"),
                    row.getBoolean("failed")))
        .list();
  }

  private static List<SubjectDetail.SeenInstance> instances(
      Handle handle, String accountId, String subjectId) {
    return bound(
            handle.createQuery(
                "SELECT seen_at, properties, failed FROM subject_instance"
                    + KEY
                    + " ORDER BY seen_at DESC, instance_id"),
            accountId,
            subjectId)
        .map(
            (row, context) ->
                new SubjectDetail.SeenInstance(
                    time(row, "seen_at"),
                    SeenSubject.properties(row.getString("properties")),
                    row.getBoolean("failed")))
        .list();
  }

  private static Subject subjectOf(ResultSet row, StatementContext context) throws SQLException {
    return new Subject(
        row.getString("account_id"),
        row.getString("subject_id"),
        row.getString("x509_subject"),
        time(row, "created_at"),
        time(row, "last_seen_at"),
        time(row, "last_seen_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  private static <S extends SqlStatement<S>> S bound(
      S statement, String accountId, String subjectId) {
    return statement.bind("account", accountId).bind("subject", subjectId);
  }
}
