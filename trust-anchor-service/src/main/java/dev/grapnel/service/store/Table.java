package dev.grapnel.service.store;

import static dev.grapnel.service.store.Table.Type.BYTES;
import static dev.grapnel.service.store.Table.Type.FLAG;
import static dev.grapnel.service.store.Table.Type.NUMBER;
import static dev.grapnel.service.store.Table.Type.TEXT;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as exports know it: the same on every engine.
 *
 * @param keyColumns how many columns, from the first, tell its rows apart
 * @param columns in the order in which they are written
 */
record Table(String name, int keyColumns, List<Column> columns) {
  enum Type {
    TEXT,
    NUMBER,
    FLAG,
    BYTES
  }

  record Column(String name, Type type) {}

  /**
   * Every table but the schema's history and what was announced lately, each after those that it
   * refers to.
   */
  static final List<Table> ALL =
      List.of(
          new Table("registry_state", 1, columns(NUMBER, "only_row", "version", "complete_since")),
          new Table(
              "account",
              1,
              columns(TEXT, "account_id"),
              columns(FLAG, "enabled"),
              columns(TEXT, "root_access_key_id"),
              columns(BYTES, "root_secret"),
              columns(NUMBER, "created_at", "version")),
          new Table(
              "resource",
              3,
              columns(TEXT, "account_id", "kind", "id", "alias_name"),
              columns(NUMBER, "version"),
              columns(TEXT, "body")),
          new Table(
              "deleted_resource",
              4,
              columns(TEXT, "account_id", "kind", "id"),
              columns(NUMBER, "version", "deleted_at")),
          new Table(
              "ring_key",
              1,
              columns(TEXT, "id"),
              columns(NUMBER, "created_at", "seals_from"),
              columns(BYTES, "wrapped"),
              columns(FLAG, "revoked")),
          new Table("kept_secret", 1, columns(TEXT, "name"), columns(BYTES, "wrapped")),
          new Table(
              "subject",
              2,
              columns(TEXT, "account_id", "subject_id", "x509_subject"),
              columns(NUMBER, "created_at", "last_seen_at")),
          new Table(
              "subject_credential",
              3,
              columns(TEXT, "account_id", "subject_id", "credential_id", "issuer", "serial_number"),
              columns(NUMBER, "seen_at", "not_after"),
              columns(FLAG, "failed"),
              columns(BYTES, "certificate_der"),
              columns(TEXT, "trust_anchor_id")),
          new Table(
              "subject_instance",
              3,
              columns(TEXT, "account_id", "subject_id", "instance_id", "properties"),
              columns(NUMBER, "seen_at"),
              columns(FLAG, "failed")),
          new Table(
              "audit_checkpoint",
              2,
              columns(TEXT, "replica_id"),
              columns(NUMBER, "sequence"),
              columns(BYTES, "content")));

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is read here and goes no further
  private Table(String name, int keyColumns, List<Column>... columns) {
    this(name, keyColumns, Arrays.stream(columns).flatMap(List::stream).toList());
  }

  /** The names of the columns, separated by commas. */
  private String columnList() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** A statement that reads every row, in the order of the keys. */
  String select() {
    String order =
        columns.subList(0, keyColumns).stream().map(Column::name).collect(Collectors.joining(", "));
    return "SELECT %s FROM %s ORDER BY %s".formatted(columnList(), name, order);
  }

  /** A statement that inserts a row, a parameter named for each column. */
  String insert() {
    String parameters =
        columns.stream().map(column -> ":" + column.name()).collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) VALUES (%s)".formatted(name, columnList(), parameters);
  }

  private static List<Column> columns(Type type, String... names) {
    return Arrays.stream(names).map(name -> new Column(name, type)).toList();
  }
}
