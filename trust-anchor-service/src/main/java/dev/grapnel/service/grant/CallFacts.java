package dev.grapnel.service.grant;

import java.util.Optional;

/**
 * What is known of the call itself, for conditions on it.
 *
 * @param sourceIp the address of the client, or of the proxy before us, as text
 * @param secureTransport whether the call came over TLS
 */
public record CallFacts(String sourceIp, boolean secureTransport, Optional<String> userAgent) {}
