package dev.grapnel.service.audit;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a record's members, cut so that the record as a whole keeps within a bound: what comes
 * first is kept first. For one thread.
 */
final class BoundedJson {
  /** Of all texts of a record together. */
  private static final int MAX_CHARACTERS = 32 << 10;

  private static final int MAX_TEXT_CHARACTERS = 4096;
  private static final int MAX_ENTRIES = 100;
  private static final char DELETE = 0x7f;
  private static final char DELETE_SYMBOL = '\u2421';

  private final JsonGenerator json;
  private int left = MAX_CHARACTERS;

  BoundedJson(JsonGenerator json) {
    this.json = json;
  }

  JsonGenerator json() {
    return json;
  }

  void text(String name, String value) {
    json.writeStringProperty(name, cut(value));
  }

  /** An object of texts, or null for an empty one. */
  void map(String name, Map<String, String> entries) {
    if (entries.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    int written = 0;
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      if (written == MAX_ENTRIES || left == 0) {
        json.writeNumberProperty("(entries left out)", entries.size() - written);
        break;
      }
      text(cut(entry.getKey()), entry.getValue());
      written++;
    }
    json.writeEndObject();
  }

  /** An array of objects with one member each. */
  void objects(String name, String member, List<String> values) {
    json.writeArrayPropertyStart(name);
    for (String value : values.subList(0, Math.min(values.size(), MAX_ENTRIES))) {
      json.writeStartObject();
      text(member, value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** JSON leaves the delete character as it is; terminals do not. */
  private String cut(String value) {
    int limit = Math.min(left, MAX_TEXT_CHARACTERS);
    left -= Math.min(value.length(), limit);
    String text =
        value.length() <= limit
            ? value
            : value.substring(0, limit) + "... (" + value.length() + " characters)";
    return text.indexOf(DELETE) < 0 ? text : text.replace(DELETE, DELETE_SYMBOL);
  }
}
