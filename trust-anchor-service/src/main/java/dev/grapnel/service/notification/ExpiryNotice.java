package dev.grapnel.service.notification;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.registry.NotificationSetting;
import dev.grapnel.service.registry.TrustAnchor;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * One certificate's expiry, to be announced.
 *
 * @param certificateKey the same on each day and in each replica for this certificate under this
 *     trust anchor, and for no other
 * @param at when it was found
 * @param event which of the anchor's settings asks for it
 * @param resource whom it concerns: the trust anchor, or the subject
 * @param serialNumber in hexadecimal
 * @param daysToExpiry whole days; negative once past
 * @param lastSeen when a workload's certificate was last used
 */
public record ExpiryNotice(
    String certificateKey,
    Instant at,
    NotificationSetting.Event event,
    Arn resource,
    TrustAnchor anchor,
    String subject,
    String serialNumber,
    String issuer,
    Instant notAfter,
    long daysToExpiry,
    int thresholdDays,
    Optional<Instant> lastSeen) {

  static ExpiryNotice ofCa(
      Instant now, TrustAnchor anchor, CaCertificate certificate, int thresholdDays) {
    return new ExpiryNotice(
        key(anchor, certificate.issuer(), certificate.serialNumber()),
        now,
        NotificationSetting.Event.CA_CERTIFICATE_EXPIRY,
        anchor.arn(),
        anchor,
        certificate.subject(),
        certificate.serialNumber(),
        certificate.issuer(),
        certificate.notAfter(),
        DaysLeft.until(certificate.notAfter(), now),
        thresholdDays,
        Optional.empty());
  }

  static ExpiryNotice ofWorkload(
      Instant now, TrustAnchor anchor, ExpiringCertificate certificate, int thresholdDays) {
    String serial = hex(new BigInteger(certificate.serialNumber()));
    Arn arn = anchor.arn();
    return new ExpiryNotice(
        key(anchor, certificate.issuer(), serial),
        now,
        NotificationSetting.Event.END_ENTITY_CERTIFICATE_EXPIRY,
        new Arn(
            arn.partition(),
            arn.service(),
            arn.region(),
            arn.account(),
            "subject/" + certificate.subjectId()),
        anchor,
        certificate.x509Subject(),
        serial,
        certificate.issuer(),
        certificate.notAfter(),
        DaysLeft.until(certificate.notAfter(), now),
        thresholdDays,
        Optional.of(certificate.seenAt()));
  }

  /** A name for this notice of this day: a UUID of version 8 (RFC 9562), the same for everybody. */
  public String id() {
    String hash = sha256(certificateKey + '/' + Math.floorDiv(at.getEpochSecond(), 86_400L));
    return "%s-%s-8%s-a%s-%s"
        .formatted(
            hash.substring(0, 8),
            hash.substring(8, 12),
            hash.substring(12, 15),
            hash.substring(15, 18),
            hash.substring(18, 30));
  }

  public String accountId() {
    return resource.account();
  }

  /** The bytes of the serial number as X.509 has them. */
  static String hex(BigInteger serialNumber) {
    return HexFormat.of().formatHex(serialNumber.toByteArray()).toUpperCase(Locale.ROOT);
  }

  private static String key(TrustAnchor anchor, String issuer, String serialNumber) {
    return sha256(anchor.arn() + "/" + serialNumber + '/' + issuer);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
