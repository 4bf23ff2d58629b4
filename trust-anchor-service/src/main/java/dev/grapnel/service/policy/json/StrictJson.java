package dev.grapnel.service.policy.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON value from a text of limited size and depth. Immutable and thread-safe. */
public final class StrictJson {
  /** The longest number that is read, in characters. */
  private static final int MAX_NUMBER_LENGTH = 64;

  private final JsonFactory factory;

  /**
   * @param maxDepth how many objects and arrays may stand within one another
   * @param maxTokens how many values, names and brackets there may be
   * @param maxStringLength the longest string or name, in characters
   */
  public StrictJson(int maxDepth, int maxTokens, int maxStringLength) {
    factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxTokenCount(maxTokens)
                    .maxStringLength(maxStringLength)
                    .maxNameLength(maxStringLength)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /** The value, which must be the whole of the text. */
  public Json read(String text) throws InvalidJsonException {
    String[] pointer = {""};
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Json value = value(parser, "", pointer);
      if (parser.nextToken() != null) {
        throw new InvalidJsonException("", "more text follows the document");
      }
      return value;
    } catch (JacksonException broken) {
      throw new InvalidJsonException(pointer[0], describe(broken));
    }
  }

  private static Json value(JsonParser parser, String pointer, String[] progress)
      throws InvalidJsonException {
    progress[0] = pointer;
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new InvalidJsonException(pointer, "the document is empty");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, pointer, progress);
      case START_ARRAY -> array(parser, pointer, progress);
      case VALUE_STRING -> new Json.Text(pointer, parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(pointer, parser.getString());
      case VALUE_TRUE -> new Json.Truth(pointer, true);
      case VALUE_FALSE -> new Json.Truth(pointer, false);
      case VALUE_NULL -> new Json.Null(pointer);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new InvalidJsonException(pointer, "no value stands where one is expected");
    };
  }

  /** Recursion is as deep as the document, which the parser limits. */
  private static Json.Obj object(JsonParser parser, String pointer, String[] progress)
      throws InvalidJsonException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser, Json.below(pointer, name), progress));
      progress[0] = pointer;
    }
    return new Json.Obj(pointer, members);
  }

  private static Json.Arr array(JsonParser parser, String pointer, String[] progress)
      throws InvalidJsonException {
    List<Json> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser, Json.below(pointer, String.valueOf(elements.size())), progress));
      progress[0] = pointer;
    }
    return new Json.Arr(pointer, elements);
  }

  private static String describe(JacksonException broken) {
    TokenStreamLocation location = broken.getLocation();
    String message = broken.getOriginalMessage();
    return location == null
        ? message
        : "line %d, column %d: %s"
            .formatted(location.getLineNr(), location.getColumnNr(), ownWords(message));
  }

  /** The message without the parser's hints at its own settings. */
  private static String ownWords(String message) {
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    int setting = line.indexOf(", from `");
    return setting < 0 ? line : line.substring(0, setting) + ')';
  }
}
