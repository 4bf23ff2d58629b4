package dev.grapnel.service.token;

import java.time.Instant;

/**
 * A ring key as the store keeps it. The bytes are shared: nobody writes to them.
 *
 * @param wrapped the key, encrypted under the master key
 * @param revoked whether what it sealed is refused from now on, for a key that has become known
 */
@SuppressWarnings("ArrayRecordComponent") // Shared and never written; compared by id.
public record KeptRingKey(
    RingKeyId id, Instant createdAt, Instant sealsFrom, byte[] wrapped, boolean revoked) {}
