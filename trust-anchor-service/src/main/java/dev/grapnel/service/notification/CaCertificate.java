package dev.grapnel.service.notification;

import java.time.Instant;

/**
 * A CA certificate of a trust anchor's bundle.
 *
 * @param serialNumber in hexadecimal
 */
record CaCertificate(String subject, String serialNumber, String issuer, Instant notAfter) {}
