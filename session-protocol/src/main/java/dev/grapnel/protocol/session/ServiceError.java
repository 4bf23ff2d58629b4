package dev.grapnel.protocol.session;

import dev.grapnel.protocol.signing.Headers;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An answer that is not 2xx, as AWS's REST services write it: the code in the header {@code
 * X-Amzn-ErrorType} or the body's {@code __type} or {@code code}, the text in {@code message} or
 * {@code Message}.
 *
 * @param code such as {@code AccessDeniedException}; empty where the answer names none
 * @param message empty where the answer has none
 * @param requestId by which the operator finds the whole reason; empty where the answer has none
 */
public record ServiceError(int status, String code, String message, String requestId) {
  public static final String ERROR_TYPE = "x-amzn-errortype";
  public static final String REQUEST_ID = "x-amzn-requestid";

  private static final int MAX_BODY_BYTES = 65_536;
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  /** Reads an error; a body that is not JSON leaves code and message to the header, or empty. */
  public static ServiceError decode(int status, Headers headers, byte[] body) {
    Map<String, String> members = members(body);
    String code =
        headers
            .first(ERROR_TYPE)
            .or(() -> first(members, "__type", "code"))
            .map(ServiceError::bareCode)
            .orElse("");
    return new ServiceError(
        status,
        code,
        first(members, "message", "Message").orElse(""),
        headers.first(REQUEST_ID).orElse(""));
  }

  /** The JSON body. */
  public byte[] body() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("message", message);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** The headers that go with the body. */
  public Headers headers() {
    return Headers.of("content-type", "application/json", ERROR_TYPE, code, REQUEST_ID, requestId);
  }

  private static Map<String, String> members(byte[] body) {
    Map<String, String> members = new HashMap<>();
    try {
      StrictJson.read(body, MAX_BODY_BYTES, "error", (name, value) -> keep(members, name, value));
    } catch (MalformedSessionException _) {
      members.clear();
    }
    return members;
  }

  private static void keep(Map<String, String> members, String name, JsonParser value) {
    if (value.currentToken() == JsonToken.VALUE_STRING) {
      members.put(name, value.getString());
    }
  }

  private static Optional<String> first(Map<String, String> members, String name, String other) {
    return Optional.ofNullable(members.get(name)).or(() -> Optional.ofNullable(members.get(other)));
  }

  /** The code without a namespace before {@code #} and an address after {@code :}. */
  private static String bareCode(String type) {
    int colon = type.indexOf(':');
    String withoutAddress = colon < 0 ? type : type.substring(0, colon);
    return withoutAddress.substring(withoutAddress.lastIndexOf('#') + 1).strip();
  }
}
