package dev.grapnel.service.registry.subject;

import java.time.Instant;
import java.util.Map;

/**
 * A proven certificate that asked for a session. The certificate is shared: nobody writes to it.
 *
 * @param x509Subject the certificate's subject as text; with the account, it is who the subject is
 * @param serialNumber the certificate's, in decimal
 * @param issuer the certificate's issuer as text
 * @param failed whether it was refused a session after its chain had been verified
 * @param instanceProperties what the request said about where it comes from; empty for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // Shared and never written; not compared.
public record Sighting(
    String accountId,
    Instant seenAt,
    String x509Subject,
    String serialNumber,
    String issuer,
    byte[] certificateDer,
    Instant notAfter,
    boolean failed,
    Map<String, String> instanceProperties) {
  public Sighting {
    instanceProperties = Map.copyOf(instanceProperties);
  }
}
