package dev.grapnel.service.registry.subject;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A proven certificate that asked for a session. The certificate is shared: nobody writes to it.
 *
 * @param x509Subject the certificate's subject as text; with the account, it is who the subject is
 * @param serialNumber the certificate's, in decimal
 * @param issuer the certificate's issuer as text
 * @param failed whether it was refused a session after its chain had been verified
 * @param notAfter the certificate's own
 * @param instanceProperties what the request said about where it comes from; empty for nothing
 * @param trustAnchorId the trust anchor under which it was seen, if that is known
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
    Map<String, String> instanceProperties,
    Optional<String> trustAnchorId) {
  public Sighting {
    instanceProperties = Map.copyOf(instanceProperties);
  }

  /** Without knowing the trust anchor, as what was kept by release 0.1.0. */
  public Sighting(
      String accountId,
      Instant seenAt,
      String x509Subject,
      String serialNumber,
      String issuer,
      byte[] certificateDer,
      Instant notAfter,
      boolean failed,
      Map<String, String> instanceProperties) {
    this(
        accountId,
        seenAt,
        x509Subject,
        serialNumber,
        issuer,
        certificateDer,
        notAfter,
        failed,
        instanceProperties,
        Optional.empty());
  }
}
