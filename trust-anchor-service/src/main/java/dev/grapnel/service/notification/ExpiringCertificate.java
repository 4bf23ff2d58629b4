package dev.grapnel.service.notification;

import java.time.Instant;

/**
 * A workload's certificate, as it was seen.
 *
 * @param serialNumber in decimal
 */
public record ExpiringCertificate(
    String subjectId,
    String x509Subject,
    String serialNumber,
    String issuer,
    Instant seenAt,
    Instant notAfter) {}
