package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;

/**
 * The three parts of temporary credentials that belong together.
 *
 * @param percentPacked how much of a token's room the claims take
 */
public record SealedSession(
    String accessKeyId, SecretValue secretAccessKey, SecretValue sessionToken, int percentPacked) {}
