package dev.grapnel.service.caller;

import java.util.Optional;

/**
 * Where a call came from, for conditions on it.
 *
 * @param sourceIp the address of the client, or of the proxy before us, as text
 * @param secureTransport whether it came over TLS
 */
public record CallOrigin(String sourceIp, boolean secureTransport, Optional<String> userAgent) {}
