package dev.grapnel.service.audit;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
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
  private static final int MAX_VALUE_CHARACTERS = 2048;
  private static final int MAX_REASON_CHARACTERS = 8192;
  private static final int MAX_ENTRIES = 100;
  private static final int MAX_RESOURCES = 50;
  private static final char DELETE = 0x7f;

  private final JsonFactory json =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private final String region;

  RecordWriter(String region) {
    this.region = region;
  }

  /** The record without its place in the chain, an open object: the closing brace is missing. */
  byte[] open(AuditEvent event, String eventType) {
    StringWriter out = new StringWriter(1024);
    try (JsonGenerator record = json.createGenerator(ObjectWriteContext.empty(), out)) {
      record.writeStartObject();
      write(record, event, eventType);
      record.writeEndObject();
    }
    String text = out.toString();
    return text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
  }

  private void write(JsonGenerator record, AuditEvent event, String eventType) {
    record.writeStringProperty("eventVersion", EVENT_VERSION);
    record.writeName("userIdentity");
    UserIdentity.of(event).write(record);
    record.writeStringProperty(
        "eventTime", event.eventTime().truncatedTo(ChronoUnit.SECONDS).toString());
    text(record, "eventSource", event.eventSource());
    text(record, "eventName", event.eventName());
    record.writeStringProperty("awsRegion", region);
    text(record, "sourceIPAddress", event.sourceIpAddress());
    text(record, "userAgent", event.userAgent());
    event.errorCode().ifPresent(code -> text(record, "errorCode", code));
    event.reason().ifPresent(reason -> reason(record, reason));
    map(record, "requestParameters", event.requestParameters());
    map(record, "responseElements", event.responseElements());
    map(record, "additionalEventData", event.details());
    text(record, "requestID", event.requestId());
    record.writeBooleanProperty("readOnly", isReadOnly(event.eventName()));
    resources(record, event.resources());
    record.writeStringProperty("eventType", eventType);
    record.writeStringProperty("eventCategory", "Management");
    text(record, "recipientAccountId", event.accountId());
  }

  private static boolean isReadOnly(String eventName) {
    return eventName.startsWith("Get") || eventName.startsWith("List");
  }

  static void text(JsonGenerator record, String name, String value) {
    record.writeStringProperty(name, cut(value, MAX_VALUE_CHARACTERS));
  }

  private static void reason(JsonGenerator record, String reason) {
    record.writeStringProperty("errorMessage", cut(reason, MAX_REASON_CHARACTERS));
  }

  private static void map(JsonGenerator record, String name, Map<String, String> entries) {
    if (entries.isEmpty()) {
      record.writeNullProperty(name);
      return;
    }
    record.writeObjectPropertyStart(name);
    int written = 0;
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      if (++written > MAX_ENTRIES) {
        record.writeNumberProperty("(entries left out)", entries.size() - MAX_ENTRIES);
        break;
      }
      text(record, cut(entry.getKey(), MAX_VALUE_CHARACTERS), entry.getValue());
    }
    record.writeEndObject();
  }

  private static void resources(JsonGenerator record, List<String> arns) {
    record.writeArrayPropertyStart("resources");
    for (String arn : arns.subList(0, Math.min(arns.size(), MAX_RESOURCES))) {
      record.writeStartObject();
      text(record, "ARN", arn);
      record.writeEndObject();
    }
    record.writeEndArray();
  }

  /** JSON leaves the delete character as it is; terminals do not. */
  private static String cut(String value, int limit) {
    String text =
        value.length() <= limit
            ? value
            : value.substring(0, limit) + "... (" + value.length() + " characters)";
    return text.indexOf(DELETE) < 0 ? text : text.replace(DELETE, '\u2421');
  }
}
