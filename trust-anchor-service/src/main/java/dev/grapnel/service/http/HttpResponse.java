package dev.grapnel.service.http;

import dev.grapnel.protocol.signing.Headers;

/** One answer; the length and the connection's own headers are added by the server. */
@SuppressWarnings("ArrayRecordComponent")
public record HttpResponse(int status, Headers headers, byte[] body) {}
