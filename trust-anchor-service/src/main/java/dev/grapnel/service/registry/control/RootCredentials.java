package dev.grapnel.service.registry.control;

import dev.grapnel.protocol.secret.SecretValue;

/** An account's new root key, in the only moment when its secret can be read. */
public record RootCredentials(String accountId, String accessKeyId, SecretValue secretAccessKey) {}
