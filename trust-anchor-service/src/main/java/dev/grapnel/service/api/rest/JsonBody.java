package dev.grapnel.service.api.rest;

import dev.grapnel.service.api.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request's body: one JSON object (RFC 8259) in UTF-8, no member twice. Thread-safe. */
final class JsonBody {
  /** The largest body that is read: a profile's 250 roles, 200 tags and long policy fit amply. */
  static final int MAX_BYTES = 1 << 20;

  /** How deep objects and lists may nest, in what is not modelled too. */
  static final int MAX_DEPTH = 32;

  private static final int MAX_NUMBER_LENGTH = 40;
  private static final int MAX_NAME_LENGTH = 512;
  private static final int MAX_TOKENS = 50_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .maxTokenCount(MAX_TOKENS)
                          .maxStringLength(MAX_BYTES)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonBody() {}

  /** The body's members; none where there is no body. */
  static Members parse(byte[] body) throws MalformedInputException {
    if (body.length > MAX_BYTES) {
      throw new MalformedInputException("The request's body has more than " + MAX_BYTES + " bytes");
    }
    if (body.length == 0) {
      return Members.NONE;
    }
    return switch (read(utf8(body))) {
      case ObjectNode object -> new Members("", object);
      case JsonNode _ ->
          throw new MalformedInputException("The request's body must be a JSON object");
    };
  }

  private static JsonNode read(String text) throws MalformedInputException {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new MalformedInputException(
          "The request's body must be one JSON object without a member twice" + where(e));
    }
  }

  private static String where(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null
        ? ""
        : "; it is not at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String utf8(byte[] body) throws MalformedInputException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedInputException("The request's body is not UTF-8");
    }
  }
}
