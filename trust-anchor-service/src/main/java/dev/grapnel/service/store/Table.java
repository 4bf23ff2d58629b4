package dev.grapnel.service.store;

import static dev.grapnel.service.store.Table.Type.BYTES;
import static dev.grapnel.service.store.Table.Type.FLAG;
import static dev.grapnel.service.store.Table.Type.NUMBER;
import static dev.grapnel.service.store.Table.Type.TEXT;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as exports know it: the same on every engine.
 *
 * @param columns in the order in which they are written
 */
record Table(String name, List<Column> columns) {
  enum Type {
    TEXT,
    NUMBER,
    FLAG,
    BYTES
  }

  record Column(String name, Type type) {}

  /** Every table but the schema's history, each after those that it refers to. */
  static final List<Table> ALL =
      List.of(
          new Table("registry_state", columns(NUMBER, "only_row", "version", "complete_since")),
          new Table(
              "account",
              columns(TEXT, "account_id"),
              columns(FLAG, "enabled"),
              columns(TEXT, "root_access_key_id"),
              columns(BYTES, "root_secret"),
              columns(NUMBER, "created_at", "version")),
          new Table(
              "resource",
              columns(TEXT, "account_id", "kind", "id", "alias_name"),
              columns(NUMBER, "version"),
              columns(TEXT, "body")),
          new Table(
              "deleted_resource",
              columns(TEXT, "account_id", "kind", "id"),
              columns(NUMBER, "version", "deleted_at")),
          new Table(
              "ring_key",
              columns(TEXT, "id"),
              columns(NUMBER, "created_at", "seals_from"),
              columns(BYTES, "wrapped"),
              columns(FLAG, "revoked")),
          new Table("kept_secret", columns(TEXT, "name"), columns(BYTES, "wrapped")),
          new Table(
              "subject",
              columns(TEXT, "account_id", "subject_id", "x509_subject"),
              columns(NUMBER, "created_at", "last_seen_at")),
          new Table(
              "subject_credential",
              columns(TEXT, "account_id", "subject_id", "credential_id", "issuer", "serial_number"),
              columns(NUMBER, "seen_at", "not_after"),
              columns(FLAG, "failed"),
              columns(BYTES, "certificate_der")),
          new Table(
              "subject_instance",
              columns(TEXT, "account_id", "subject_id", "instance_id", "properties"),
              columns(NUMBER, "seen_at"),
              columns(FLAG, "failed")),
          new Table(
              "audit_checkpoint",
              columns(TEXT, "replica_id"),
              columns(NUMBER, "sequence"),
              columns(BYTES, "content")));

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is read here and goes no further
  private Table(String name, List<Column>... columns) {
    this(name, java.util.Arrays.stream(columns).flatMap(List::stream).toList());
  }

  /** The names of the columns, separated by commas. */
  String columnList() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** A statement that inserts a row, a parameter named for each column. */
  String insert() {
    String parameters =
        columns.stream().map(column -> ":" + column.name()).collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) VALUES (%s)".formatted(name, columnList(), parameters);
  }

  private static List<Column> columns(Type type, String... names) {
    return java.util.Arrays.stream(names).map(name -> new Column(name, type)).toList();
  }
}
