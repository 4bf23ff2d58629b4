package dev.grapnel.testing;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A request that botocore signed; the recipe is {@code sigv4-botocore.py} beside the vectors. */
@SuppressWarnings("ArrayRecordComponent") // a test's value, never compared
public record BotocoreVector(
    String name,
    String service,
    String region,
    Optional<String> sessionToken,
    String method,
    String rawPath,
    String rawQuery,
    Headers headers,
    byte[] body) {
  public static final String ACCESS_KEY_ID = "AKIATESTVECTOR000001";
  public static final SecretValue SECRET_ACCESS_KEY =
      SecretValue.ofText("of/the+vectors=alone0123456789abcdefghij");
  public static final Instant SIGNED_AT = Instant.parse("2026-11-24T10:51:19Z");

  /** Every vector. */
  public static List<BotocoreVector> all() {
    try (InputStream in = BotocoreVector.class.getResourceAsStream("sigv4-botocore.json");
        JsonParser parser =
            JsonFactory.builder()
                .build()
                .createParser(ObjectReadContext.empty(), in.readAllBytes())) {
      parser.nextToken();
      List<BotocoreVector> vectors = new ArrayList<>();
      for (Object vector : list(value(parser), "vectors")) {
        vectors.add(vector(vector));
      }
      return vectors;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the signature is in the query. */
  public boolean isPresigned() {
    return rawQuery.contains("X-Amz-Signature=");
  }

  @Override
  public String toString() {
    return name;
  }

  private static BotocoreVector vector(Object vector) {
    List<Headers.Field> fields = new ArrayList<>();
    for (Object header : list(vector, "headers")) {
      List<?> pair = (List<?>) header;
      fields.add(new Headers.Field(pair.get(0).toString(), pair.get(1).toString()));
    }
    return new BotocoreVector(
        text(vector, "name"),
        text(vector, "service"),
        text(vector, "region"),
        Optional.of(text(vector, "token")).filter(token -> !token.isEmpty()),
        text(vector, "method"),
        text(vector, "path"),
        text(vector, "query"),
        new Headers(fields),
        text(vector, "body").getBytes(StandardCharsets.UTF_8));
  }

  private static List<?> list(Object members, String name) {
    return (List<?>) Objects.requireNonNull(((Map<?, ?>) members).get(name));
  }

  private static String text(Object members, String name) {
    return Objects.requireNonNull(((Map<?, ?>) members).get(name)).toString();
  }

  private static Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield elements;
      }
      default -> parser.getString();
    };
  }
}
