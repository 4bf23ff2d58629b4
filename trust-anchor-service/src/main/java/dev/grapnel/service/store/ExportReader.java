package dev.grapnel.service.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what {@link ExportWriter} wrote into an empty store, row by row. Whatever is not expected
 * ends it, so that nothing is left out in silence.
 */
final class ExportReader {
  private static final int BATCH = 500;
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private final Map<String, byte[]> files = new HashMap<>();

  private ExportReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Fills the store.
   *
   * @return the content for the data folder that came with it, by name
   */
  static Map<String, byte[]> read(InputStream source, Handle handle) throws IOException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), source)) {
      ExportReader reader = new ExportReader(json);
      reader.read(handle);
      return reader.files;
    } catch (JacksonException | IllegalArgumentException e) {
      throw new MalformedExportException("not an export, or damaged: " + e.getMessage());
    }
  }

  private void read(Handle handle) throws IOException {
    expect(JsonToken.START_OBJECT);
    requireMember("format", ExportWriter.FORMAT);
    requireMember("version", Integer.toString(ExportWriter.VERSION));
    text("createdAt");
    readFiles();
    member("tables");
    expect(JsonToken.START_OBJECT);
    handle.execute("DELETE FROM registry_state");
    for (Table table : Table.ALL) {
      member(table.name());
      expect(JsonToken.START_ARRAY);
      readRows(handle, table);
    }
    expect(JsonToken.END_OBJECT);
    expect(JsonToken.END_OBJECT);
    if (json.nextToken() != null) {
      throw new MalformedExportException("something follows the end of the export");
    }
  }

  private void readFiles() throws IOException {
    member("files");
    expect(JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      expect(JsonToken.VALUE_STRING);
      files.put(name, Base64.getDecoder().decode(json.getString()));
    }
  }

  private void readRows(Handle handle, Table table) throws IOException {
    try (PreparedBatch batch = handle.prepareBatch(table.insert())) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        readRow(table, batch);
        if (batch.size() >= BATCH) {
          batch.execute();
        }
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }

  private void readRow(Table table, PreparedBatch batch) throws IOException {
    Map<String, Boolean> seen = new HashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      Table.Column column =
          table.columns().stream()
              .filter(c -> c.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () -> new MalformedExportException("no column " + name + " in " + table.name()));
      json.nextToken();
      bind(batch, column);
      seen.put(name, true);
    }
    // Only an alias or an anchor may be absent; the table's own constraints refuse any other
    // absence.
    table.columns().stream()
        .filter(column -> !seen.containsKey(column.name()))
        .forEach(column -> batch.bind(column.name(), Optional.<String>empty()));
    batch.add();
  }

  private void bind(PreparedBatch batch, Table.Column column) {
    String name = column.name();
    switch (column.type()) {
      case TEXT -> batch.bind(name, json.getString());
      case NUMBER -> batch.bind(name, json.getLongValue());
      case FLAG -> batch.bind(name, json.getBooleanValue());
      case BYTES -> batch.bind(name, Base64.getDecoder().decode(json.getString()));
    }
  }

  private void requireMember(String name, String expected) throws IOException {
    String found = text(name);
    if (!found.equals(expected)) {
      throw new MalformedExportException(
          "the file says " + name + " " + found + "; this release reads " + expected);
    }
  }

  private String text(String name) throws IOException {
    member(name);
    json.nextToken();
    return json.getString();
  }

  private void member(String name) throws IOException {
    if (json.nextToken() != JsonToken.PROPERTY_NAME || !name.equals(json.currentName())) {
      throw new MalformedExportException("expected the member " + name);
    }
  }

  private void expect(JsonToken token) throws IOException {
    if (json.nextToken() != token) {
      throw new MalformedExportException("expected " + List.of(token));
    }
  }
}
