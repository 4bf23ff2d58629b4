package dev.grapnel.protocol.session;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON object member by member: no member twice, bounded depth and lengths, nothing after
 * the object. A value that is not asked for is passed over. Without lambdas, since a command that
 * starts to read one answer reads it with this.
 */
final class StrictJson implements AutoCloseable {
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

  private final JsonParser parser;
  private final String what;

  /** Whether the parser stands at the beginning of a value that nobody has asked for. */
  private boolean unread;

  private StrictJson(JsonParser parser, String what) {
    this.parser = parser;
    this.what = what;
  }

  /**
   * Begins to read an object that is all of the text.
   *
   * @param what what the text is, for messages
   */
  static StrictJson open(byte[] text, int maxBytes, String what) throws MalformedSessionException {
    if (text.length > maxBytes) {
      throw new MalformedSessionException(
          "the " + what + " has " + text.length + " bytes; at most " + maxBytes + " are allowed");
    }
    try {
      StrictJson json = new StrictJson(FACTORY.createParser(ObjectReadContext.empty(), text), what);
      if (json.parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedSessionException("the " + what + " is not a JSON object");
      }
      return json;
    } catch (JacksonException _) {
      throw notJson(what);
    }
  }

  /** The next member's name within the object at hand; null at its end. */
  @Nullable String nextMember() throws MalformedSessionException {
    try {
      passOver();
      String name = parser.nextName();
      if (name != null) {
        parser.nextToken();
        unread = true;
      }
      return name;
    } catch (JacksonException _) {
      throw notJson(what);
    }
  }

  /** Goes into the array that is the member's value. */
  void enterArray(String name) throws MalformedSessionException {
    enter(name, JsonToken.START_ARRAY, "array");
  }

  /** Goes into the object that is the member's value or the array's element. */
  void enterObject(String name) throws MalformedSessionException {
    enter(name, JsonToken.START_OBJECT, "object");
  }

  /** Moves to the next element of the array at hand; false at its end. */
  boolean nextElement() throws MalformedSessionException {
    try {
      passOver();
      unread = parser.nextToken() != JsonToken.END_ARRAY;
      return unread;
    } catch (JacksonException _) {
      throw notJson(what);
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** The member's value, which must be a string. */
  String text(String name) throws MalformedSessionException {
    if (!isText()) {
      throw new MalformedSessionException(name + " is not a JSON string");
    }
    try {
      return parser.getString();
    } catch (JacksonException _) {
      throw notJson(what);
    }
  }

  /** The member's value, which must be a whole number; the largest int for one above that. */
  int number(String name) throws MalformedSessionException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new MalformedSessionException(name + " is not a whole number");
    }
    try {
      boolean fits = parser.getNumberType() == JsonParser.NumberType.INT;
      return fits ? parser.getIntValue() : Integer.MAX_VALUE;
    } catch (JacksonException _) {
      throw notJson(what);
    }
  }

  /** Refuses text after the object. */
  void requireEnd() throws MalformedSessionException {
    try {
      if (parser.nextToken() != null) {
        throw new MalformedSessionException("the " + what + " goes on after its JSON object");
      }
    } catch (JacksonException _) {
      throw notJson(what);
    }
  }

  @Override
  public void close() {
    parser.close();
  }

  private void enter(String name, JsonToken begin, String kind) throws MalformedSessionException {
    if (parser.currentToken() != begin) {
      throw new MalformedSessionException(name + " is not a JSON " + kind);
    }
    unread = false;
  }

  private void passOver() {
    if (unread) {
      parser.skipChildren(); // nothing for a scalar
      unread = false;
    }
  }

  private static MalformedSessionException notJson(String what) {
    return new MalformedSessionException(
        "the " + what + " is not JSON within its limits, or has a member twice");
  }
}
