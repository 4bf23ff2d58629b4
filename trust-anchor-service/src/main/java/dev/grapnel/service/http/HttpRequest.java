package dev.grapnel.service.http;

import dev.grapnel.protocol.signing.Headers;
import java.net.InetAddress;

/**
 * One request as it arrived: path and query still percent-encoded, the body whole and within its
 * limit. The body is shared, not copied: nobody writes to it.
 *
 * @param rawQuery the text after the first {@code ?}, empty without one
 * @param secure whether it came over TLS
 * @param requestId the id that the caller is given and that the audit trail is kept under
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpRequest(
    String method,
    String rawPath,
    String rawQuery,
    Headers headers,
    byte[] body,
    InetAddress remoteAddress,
    boolean secure,
    String requestId) {}
