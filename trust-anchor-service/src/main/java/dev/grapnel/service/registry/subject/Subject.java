package dev.grapnel.service.registry.subject;

import java.time.Instant;

/**
 * A subject: all certificates of an account's workloads with the same subject name.
 *
 * @param createdAt when it was first seen
 */
public record Subject(
    String accountId,
    String subjectId,
    String x509Subject,
    Instant createdAt,
    Instant updatedAt,
    Instant lastSeenAt) {}
