package dev.grapnel.service.store;

import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the whole store as one JSON document, row by row. Secrets stay encrypted under the master
 * key, as they are in the store.
 */
final class ExportWriter {
  static final String FORMAT = "grapnel-export";
  static final int VERSION = 1;

  private static final int FETCH = 500;
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private ExportWriter() {}

  /**
   * Writes the document.
   *
   * @param handle a transaction that sees one moment
   * @param files content of the data folder to go with it, by name
   */
  static void write(
      Handle handle, Instant now, Map<String, byte[]> files, OutputStream destination) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), destination)) {
      json.writeStartObject();
      json.writeStringProperty("format", FORMAT);
      json.writeNumberProperty("version", VERSION);
      json.writeStringProperty("createdAt", now.toString());
      json.writeObjectPropertyStart("files");
      files.forEach(
          (name, content) ->
              json.writeStringProperty(name, Base64.getEncoder().encodeToString(content)));
      json.writeEndObject();
      json.writeObjectPropertyStart("tables");
      Table.ALL.forEach(table -> write(handle, table, json));
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void write(Handle handle, Table table, JsonGenerator json) {
    json.writeArrayPropertyStart(table.name());
    try (Stream<Boolean> rows =
        handle
            .createQuery(table.select())
            .setFetchSize(FETCH)
            .map((row, context) -> write(row, table, json))
            .stream()) {
      for (Iterator<Boolean> each = rows.iterator(); each.hasNext(); ) {
        each.next();
      }
    }
    json.writeEndArray();
  }

  private static boolean write(ResultSet row, Table table, JsonGenerator json) throws SQLException {
    json.writeStartObject();
    for (Table.Column column : table.columns()) {
      String name = column.name();
      switch (column.type()) {
        case TEXT -> {
          String text = row.getString(name);
          if (text != null) {
            json.writeStringProperty(name, text);
          }
        }
        case NUMBER -> json.writeNumberProperty(name, row.getLong(name));
        case FLAG -> json.writeBooleanProperty(name, row.getBoolean(name));
        case BYTES ->
            json.writeStringProperty(name, Base64.getEncoder().encodeToString(row.getBytes(name)));
      }
    }
    json.writeEndObject();
    return true;
  }
}
