package dev.grapnel.service.registry;

import java.time.Instant;

/**
 * An account as the store keeps it.
 *
 * @param version grows with each change
 */
public record RegisteredAccount(
    Account account, RootKey rootKey, Instant createdAt, long version) {}
