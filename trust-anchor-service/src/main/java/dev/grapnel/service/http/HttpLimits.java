package dev.grapnel.service.http;

import java.time.Duration;

/**
 * What one server accepts at most. Sizes are in bytes.
 *
 * @param headBytes request line and header fields together, on both protocols
 * @param targetBytes the request target (path and query) alone
 * @param headerFields how many header fields
 * @param bodyBytes how large a body may be, by method and path
 * @param memoryBytes heads and bodies held in memory over all connections, answers not yet sent
 *     included; over it, new requests are answered 503
 * @param connections open connections; over it, new ones are closed at once
 * @param connectionsPerAddress open connections of one client address; over it, new ones are closed
 *     at once
 * @param streams concurrent HTTP/2 streams on a connection
 * @param inFlight requests being handled; over it, new requests are answered 503
 * @param handshakeTime for a TLS handshake
 * @param requestTime for a request to arrive whole, from its first byte; over it, 408
 * @param idleTime for a connection without a request
 * @param writeTime for a client to take an answer
 */
public record HttpLimits(
    int headBytes,
    int targetBytes,
    int headerFields,
    BodyLimit bodyBytes,
    long memoryBytes,
    int connections,
    int connectionsPerAddress,
    int streams,
    int inFlight,
    Duration handshakeTime,
    Duration requestTime,
    Duration idleTime,
    Duration writeTime) {
  /** Resets of its own streams that a client may send within {@link #HTTP2_WINDOW}. */
  static final int HTTP2_RESETS = 200;

  /** Settings, pings and other frames of a connection that no request needs, within the window. */
  static final int HTTP2_CONTROL_FRAMES = 500;

  /** Answers to such frames that wait for the client to read. */
  static final int HTTP2_QUEUED_CONTROL_FRAMES = 1000;

  /** Empty DATA frames in a row. */
  static final int HTTP2_EMPTY_DATA_FRAMES = 2;

  /** CONTINUATION frames that are smaller than they need be, in one header block. */
  static final int HTTP2_SMALL_CONTINUATIONS = 16;

  static final Duration HTTP2_WINDOW = Duration.ofSeconds(30);

  /** How long a refused client's further bytes are read and dropped, so that it sees the answer. */
  static final Duration LINGER = Duration.ofSeconds(2);

  /** A chunk's size line, or the line of a chunk's extensions. */
  static final int CHUNK_LINE_BYTES = 256;

  /** A request method's length. */
  static final int METHOD_BYTES = 32;

  /** The largest body that any method and path may have. */
  public static final int LARGEST_BODY_BYTES = 16 << 20;

  /** How large a body may be, by method and path. Called on the event loop: quick, thread-safe. */
  @FunctionalInterface
  public interface BodyLimit {
    int maxBytes(String method, String rawPath);
  }

  public static final HttpLimits DEFAULTS =
      new HttpLimits(
          128 << 10,
          64 << 10,
          100,
          (method, path) -> 64 << 10,
          64L << 20,
          4096,
          1024,
          100,
          512,
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(75),
          Duration.ofSeconds(30));

  public HttpLimits withBodyBytes(BodyLimit limit) {
    return new HttpLimits(
        headBytes,
        targetBytes,
        headerFields,
        limit,
        memoryBytes,
        connections,
        connectionsPerAddress,
        streams,
        inFlight,
        handshakeTime,
        requestTime,
        idleTime,
        writeTime);
  }
}
