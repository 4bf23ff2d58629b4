package dev.grapnel.agent.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The strings of a JSON text by their place, such as {@code
 * /credentialSet/0/credentials/expiration} (RFC 6901, without its escapes). Numbers and the like
 * are passed over.
 */
final class JsonTexts {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_TEXTS = 1_000;

  private JsonTexts() {}

  /** Not JSON, or more of it than an answer has. */
  static final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
      super(message);
    }
  }

  static Map<String, String> read(byte[] json) throws MalformedJsonException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      read(parser, texts);
    } catch (JacksonException e) {
      // The message would quote the text, which may be a credential.
      throw new MalformedJsonException("at byte " + e.getLocation().getByteOffset());
    }
    return texts;
  }

  /**
   * @param next the index of the next element, or -1 in an object
   */
  private record Level(String prefix, int next) {
    Level following() {
      return next < 0 ? this : new Level(prefix, next + 1);
    }
  }

  private static void read(JsonParser parser, Map<String, String> texts)
      throws MalformedJsonException {
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level("", -1));
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedJsonException("it is not a JSON object");
    }
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.PROPERTY_NAME) {
        continue;
      }
      if (token.isStructEnd()) {
        levels.pop();
        continue;
      }
      if (levels.isEmpty() || levels.size() > MAX_DEPTH || texts.size() > MAX_TEXTS) {
        throw new MalformedJsonException("it is deeper or longer than an answer");
      }
      Level level = levels.pop();
      String place =
          level.prefix() + '/' + (level.next() < 0 ? parser.currentName() : "" + level.next());
      levels.push(level.following());
      if (token.isStructStart()) {
        levels.push(new Level(place, token == JsonToken.START_ARRAY ? 0 : -1));
      } else if (token == JsonToken.VALUE_STRING) {
        texts.put(place, parser.getString());
      }
    }
    if (!levels.isEmpty()) {
      throw new MalformedJsonException("it is cut short");
    }
  }
}
