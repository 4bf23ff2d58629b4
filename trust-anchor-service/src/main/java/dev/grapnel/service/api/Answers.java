package dev.grapnel.service.api;

import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.service.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers with the headers that the clients of each protocol look for. */
public final class Answers {
  private static final String REQUEST_ID = "x-amzn-RequestId";
  private static final String JSON = "application/json";
  private static final String XML = "text/xml; charset=utf-8";
  private static final JsonFactory FACTORY = new JsonFactory();

  private Answers() {}

  /** A JSON body as it is. */
  public static HttpResponse json(int status, byte[] body, String requestId) {
    return new HttpResponse(status, Headers.of("Content-Type", JSON, REQUEST_ID, requestId), body);
  }

  /** A refusal as Roles Anywhere words it: the code in {@code X-Amzn-ErrorType}. */
  public static HttpResponse json(WireError error, String requestId) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), body)) {
      out.writeStartObject();
      out.writeStringProperty("message", error.message());
      error
          .retryAfterSeconds()
          .ifPresent(seconds -> out.writeNumberProperty("retryAfterSeconds", seconds));
      out.writeEndObject();
    }
    return new HttpResponse(
        error.status(),
        Headers.of("Content-Type", JSON, "X-Amzn-ErrorType", error.code(), REQUEST_ID, requestId),
        body.toByteArray());
  }

  /** An XML body as it is. */
  public static HttpResponse xml(int status, String body, String requestId) {
    return new HttpResponse(
        status,
        Headers.of("Content-Type", XML, REQUEST_ID, requestId),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** A refusal as IAM and STS word it; the namespace is the service's, where it is known. */
  public static HttpResponse xml(WireError error, Optional<String> namespace, String requestId) {
    XmlText xml = XmlText.document("ErrorResponse", namespace);
    xml.open("Error")
        .element("Type", error.blame())
        .element("Code", error.code())
        .element("Message", error.message())
        .close("Error")
        .element("RequestId", requestId);
    return xml(error.status(), xml.close("ErrorResponse").toString(), requestId);
  }
}
