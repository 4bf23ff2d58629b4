package dev.grapnel.service.http;

import dev.grapnel.protocol.signing.Headers;

/**
 * One answer. The server adds {@code content-length}, {@code date}, the request id where it is
 * missing, and the connection's own headers; for {@code HEAD} it keeps the body back.
 *
 * @param status 200 to 599
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpResponse(int status, Headers headers, byte[] body) {
  private static final int FIRST_FINAL_STATUS = 200;
  private static final int LAST_STATUS = 599;

  public HttpResponse {
    if (status < FIRST_FINAL_STATUS || status > LAST_STATUS) {
      throw new IllegalArgumentException("not a final status: " + status);
    }
  }
}
