package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;

/** The three parts of temporary credentials that belong together. */
public record SealedSession(
    String accessKeyId, SecretValue secretAccessKey, SecretValue sessionToken) {}
