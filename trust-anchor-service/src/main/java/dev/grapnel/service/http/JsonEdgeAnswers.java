package dev.grapnel.service.http;

import dev.grapnel.protocol.signing.Headers;
import java.nio.charset.StandardCharsets;

/** The shape of Roles Anywhere's errors: the code in a header, the message in a JSON object. */
public final class JsonEdgeAnswers implements EdgeAnswers {
  private static final int SMALLEST_PLAIN = 0x20;
  private static final int LARGEST_PLAIN = 0x7e;

  @Override
  public HttpResponse render(EdgeFault fault, String rawPath, String requestId) {
    Headers headers =
        Headers.of("content-type", "application/json", "x-amzn-errortype", fault.kind().code());
    byte[] body =
        "{\"message\":%s}".formatted(quoted(fault.message())).getBytes(StandardCharsets.UTF_8);
    return new HttpResponse(fault.kind().status(), headers, body);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < SMALLEST_PLAIN || c > LARGEST_PLAIN) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
