package dev.grapnel.service.audit;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * An event as a JSON object in the shape of CloudTrail's records. What strangers wrote is cut to a
 * length and escaped to printable ASCII, so that a record is one line whatever it holds.
 * Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">CloudTrail
 *     record contents</a>
 */
final class RecordWriter {
  private static final String EVENT_VERSION = "1.11";

  private final JsonFactory factory =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private final String region;

  RecordWriter(String region) {
    this.region = region;
  }

  /** The record without its place in the chain, an open object: the closing brace is missing. */
  byte[] open(AuditEvent event) {
    StringWriter out = new StringWriter(1024);
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      write(new BoundedJson(json), event);
      json.writeEndObject();
    }
    String text = out.toString();
    return text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
  }

  private void write(BoundedJson record, AuditEvent event) {
    record.text("eventVersion", EVENT_VERSION);
    UserIdentity.of(event).write(record);
    record.text("eventTime", event.eventTime().truncatedTo(ChronoUnit.SECONDS).toString());
    record.text("eventSource", event.eventSource());
    record.text("eventName", event.eventName());
    record.text("awsRegion", region);
    record.text("requestID", event.requestId());
    record.text("sourceIPAddress", event.sourceIpAddress());
    record.text(
        "eventType", event.isServiceEvent() ? TrailEvents.SERVICE_EVENT : TrailEvents.API_CALL);
    record.text("eventCategory", "Management");
    record.text("recipientAccountId", event.accountId());
    event.errorCode().ifPresent(code -> record.text("errorCode", code));
    event.reason().ifPresent(reason -> record.text("errorMessage", reason));
    record.json().writeBooleanProperty("readOnly", isReadOnly(event.eventName()));
    record.objects("resources", "ARN", event.resources());
    record.map("requestParameters", event.requestParameters());
    record.map("responseElements", event.responseElements());
    record.map("additionalEventData", event.details());
    record.text("userAgent", event.userAgent());
  }

  private static boolean isReadOnly(String eventName) {
    return eventName.startsWith("Get") || eventName.startsWith("List");
  }
}
