package dev.grapnel.protocol.session;

import dev.grapnel.protocol.signing.Headers;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
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
    String type = headers.first(ERROR_TYPE).orElse(first(members, "__type", "code"));
    return new ServiceError(
        status,
        bareCode(type),
        first(members, "message", "Message"),
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
    try (StrictJson json = StrictJson.open(body, MAX_BODY_BYTES, "error")) {
      for (String name = json.nextMember(); name != null; name = json.nextMember()) {
        if (json.isText()) {
          members.put(name, json.text(name));
        }
      }
      json.requireEnd();
    } catch (MalformedSessionException _) {
      members.clear();
    }
    return members;
  }

  private static String first(Map<String, String> members, String name, String other) {
    return members.getOrDefault(name, members.getOrDefault(other, ""));
  }

  /** The code without a namespace before {@code #} and an address after {@code :}. */
  private static String bareCode(String type) {
    int colon = type.indexOf(':');
    String withoutAddress = colon < 0 ? type : type.substring(0, colon);
    return withoutAddress.substring(withoutAddress.lastIndexOf('#') + 1).strip();
  }
}
