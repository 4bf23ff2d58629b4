package dev.grapnel.service.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object that the store kept, read whole. Each member is asked for by name and type; one of
 * another type, or a required one that is absent, is an {@link IllegalArgumentException}.
 */
final class JsonObject {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Object> members;

  private JsonObject(Map<String, Object> members) {
    this.members = members;
  }

  static JsonObject parse(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not a JSON object");
      }
      return object(parser);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  String text(String name) {
    return member(name, String.class);
  }

  Optional<String> optionalText(String name) {
    return members.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  boolean flag(String name) {
    return members.containsKey(name) && member(name, Boolean.class);
  }

  long number(String name) {
    return member(name, Long.class);
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(number(name));
  }

  Instant instant(String name) {
    try {
      return Instant.parse(text(name));
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException("the member " + name + " is not a time", e);
    }
  }

  byte[] bytes(String name) {
    return Base64.getDecoder().decode(text(name));
  }

  List<String> texts(String name) {
    return list(name).stream().map(String.class::cast).toList();
  }

  List<JsonObject> objects(String name) {
    return list(name).stream().map(JsonObject.class::cast).toList();
  }

  Map<String, String> textMap(String name) {
    Map<String, String> texts = new HashMap<>();
    if (members.containsKey(name)) {
      JsonObject object = member(name, JsonObject.class);
      object.members.keySet().forEach(key -> texts.put(key, object.text(key)));
    }
    return texts;
  }

  private List<?> list(String name) {
    return members.containsKey(name) ? member(name, List.class) : List.of();
  }

  private <T> T member(String name, Class<T> type) {
    @Nullable Object value = members.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("the member " + name + " is absent or of another type");
    }
    return type.cast(value);
  }

  private static JsonObject object(JsonParser parser) {
    Map<String, Object> members = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new JsonObject(members);
  }

  private static Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NULL,
          VALUE_NUMBER_FLOAT,
          VALUE_EMBEDDED_OBJECT,
          NOT_AVAILABLE,
          PROPERTY_NAME,
          END_OBJECT,
          END_ARRAY ->
          throw new IllegalArgumentException("a JSON value that the store does not keep");
    };
  }

  private static List<Object> array(JsonParser parser) {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return values;
  }
}
