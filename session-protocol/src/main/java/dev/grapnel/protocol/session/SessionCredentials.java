package dev.grapnel.protocol.session;

import dev.grapnel.protocol.secret.SecretValue;
import java.time.Instant;

/**
 * Temporary credentials.
 *
 * @param expiration when they end; whole seconds
 */
public record SessionCredentials(
    String accessKeyId,
    SecretValue secretAccessKey,
    SecretValue sessionToken,
    Instant expiration) {}
