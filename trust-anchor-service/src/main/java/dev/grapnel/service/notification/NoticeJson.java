package dev.grapnel.service.notification;

import java.io.ByteArrayOutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Notices for machines: events in the shape in which AWS hands them to EventBridge, with more in
 * their {@code detail}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/monitoring-events.html">AWS:
 *     Roles Anywhere events</a>
 */
final class NoticeJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private NoticeJson() {}

  /** An object with the events as its only member. */
  static byte[] of(List<ExpiryNotice> notices) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("events");
      notices.forEach(notice -> write(json, notice));
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, ExpiryNotice notice) {
    json.writeStartObject();
    json.writeStringProperty("version", "0");
    json.writeStringProperty("id", notice.id());
    json.writeStringProperty("detail-type", "Roles Anywhere Certificate Expiration State Change");
    json.writeStringProperty("source", "aws.rolesanywhere");
    json.writeStringProperty("account", notice.accountId());
    json.writeStringProperty("time", notice.at().truncatedTo(ChronoUnit.SECONDS).toString());
    json.writeStringProperty("region", notice.resource().region());
    json.writeArrayPropertyStart("resources");
    json.writeString(notice.resource().toString());
    json.writeEndArray();
    json.writeObjectPropertyStart("detail");
    json.writeStringProperty("certificate-serial-number", notice.serialNumber());
    json.writeNumberProperty("days-to-expiry", notice.daysToExpiry());
    json.writeStringProperty("issuer", notice.issuer());
    json.writeStringProperty("event", notice.event().name());
    json.writeNumberProperty("threshold-days", notice.thresholdDays());
    json.writeStringProperty("not-after", notice.notAfter().toString());
    json.writeStringProperty("subject", notice.subject());
    json.writeStringProperty("trust-anchor-arn", notice.anchor().arn().toString());
    json.writeStringProperty("trust-anchor-name", notice.anchor().name());
    if (notice.lastSeen().isPresent()) {
      json.writeStringProperty("last-seen", notice.lastSeen().get().toString());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
