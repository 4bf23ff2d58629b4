package dev.grapnel.protocol.session;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON objects with a streaming parser: no member twice, bounded depth and lengths, nothing
 * after the object.
 */
final class StrictJson {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 32;
  private static final int MAX_NAME_LENGTH = 1_024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .build())
          .build();

  /** Takes an object's members one by one; the parser stands at the member's value. */
  interface Members {
    void member(String name, JsonParser value) throws MalformedSessionException;
  }

  private StrictJson() {}

  /** Reads one object that is all of the text; the name says in messages what the text is. */
  static void read(byte[] json, int maxBytes, String name, Members members)
      throws MalformedSessionException {
    if (json.length > maxBytes) {
      throw new MalformedSessionException(
          "the " + name + " has " + json.length + " bytes; at most " + maxBytes + " are allowed");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedSessionException("the " + name + " is not a JSON object");
      }
      object(parser, members);
      if (parser.nextToken() != null) {
        throw new MalformedSessionException("the " + name + " goes on after its JSON object");
      }
    } catch (JacksonException _) {
      throw new MalformedSessionException(
          "the " + name + " is not JSON within its limits, or has a member twice");
    }
  }

  /** Reads the members of the object that the parser stands in the beginning of. */
  static void object(JsonParser parser, Members members) throws MalformedSessionException {
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      members.member(name, parser);
      parser.skipChildren(); // what the reader did not read; nothing for a scalar
    }
  }

  /** The value as text, which it must be. */
  static String text(String name, JsonParser value) throws MalformedSessionException {
    if (value.currentToken() != JsonToken.VALUE_STRING) {
      throw new MalformedSessionException(name + " is not a JSON string");
    }
    return value.getString();
  }
}
