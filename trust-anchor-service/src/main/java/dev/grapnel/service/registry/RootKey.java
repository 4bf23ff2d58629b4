package dev.grapnel.service.registry;

/**
 * An account's root access key; the secret is as the store keeps it, encrypted under the master
 * key, and opened on use by {@link RootSecrets}. The bytes are shared: nobody writes to them.
 */
@SuppressWarnings("ArrayRecordComponent") // Shared and never written; compared by access key id.
public record RootKey(String accountId, String accessKeyId, byte[] wrappedSecret) {}
