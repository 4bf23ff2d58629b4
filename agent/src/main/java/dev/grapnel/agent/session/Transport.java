package dev.grapnel.agent.session;

import dev.grapnel.protocol.signing.Headers;
import java.io.IOException;
import java.net.URI;

/** Carries one request to the service and its answer back. */
public interface Transport {
  /** An answer, whatever its status; not a record, because its body may be credentials. */
  final class Answer {
    private final int status;
    private final Headers headers;
    private final byte[] body;

    Answer(int status, Headers headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body.clone();
    }

    public int status() {
      return status;
    }

    public Headers headers() {
      return headers;
    }

    /** A copy of the body. */
    public byte[] body() {
      return body.clone();
    }
  }

  /**
   * Posts the body once.
   *
   * @throws TransportException if there was no whole answer
   */
  Answer post(URI uri, Headers headers, byte[] body) throws TransportException;

  /** No answer; the message says why in one line, and {@code retryable} whether it may pass. */
  final class TransportException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final String hint;

    TransportException(String message, String hint, boolean retryable, Throwable cause) {
      super(message, cause);
      this.hint = hint;
      this.retryable = retryable;
    }

    public boolean isRetryable() {
      return retryable;
    }

    public String hint() {
      return hint;
    }
  }
}
