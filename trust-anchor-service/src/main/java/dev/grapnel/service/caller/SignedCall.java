package dev.grapnel.service.caller;

import dev.grapnel.protocol.signing.Headers;

/**
 * The parts of a call that its signature covers; path and query as they are on the wire.
 *
 * @param rawQuery the text after the first {@code ?}, empty without one
 * @param headers with {@code host} among them, which HTTP/2 carries as {@code :authority}
 * @param body shared, not copied: nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // read once on the way in, never compared
public record SignedCall(
    String method, String rawPath, String rawQuery, Headers headers, byte[] body) {}
