package dev.grapnel.service.http;

import dev.grapnel.protocol.signing.Headers;

/**
 * What is known of a request before its body, on either protocol.
 *
 * @param rawPath begins with {@code /}, or is {@code *}; still percent-encoded
 * @param rawQuery the text after the first {@code ?}, empty without one
 * @param headers with exactly one {@code host}, but for HTTP/1.0, which may have none
 * @param framing how the body's end is found
 * @param keepAlive whether the connection may carry a further request
 * @param expectsContinue whether the client waits for a word before it sends the body
 */
record MessageHead(
    String method,
    String rawPath,
    String rawQuery,
    Headers headers,
    Framing framing,
    boolean keepAlive,
    boolean expectsContinue,
    int sizeBytes) {

  /** Where the body ends. */
  sealed interface Framing {
    /** After so many bytes. */
    record Fixed(long bytes) implements Framing {}

    /** After the last chunk (RFC 9112 section 7.1). */
    record Chunked() implements Framing {}

    /** Where the protocol's own frames say so (HTTP/2). */
    record Streamed() implements Framing {}

    Framing NONE = new Fixed(0);
    Framing CHUNKED = new Chunked();
    Framing STREAMED = new Streamed();
  }
}
