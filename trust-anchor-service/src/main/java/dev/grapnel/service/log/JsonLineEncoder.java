package dev.grapnel.service.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** One JSON object a line: time, level, logger, thread, message, and a failure's stack trace. */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = new byte[0];

  private final JsonFactory json =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringWriter out = new StringWriter();
    try (JsonGenerator line = json.createGenerator(ObjectWriteContext.empty(), out)) {
      line.writeStartObject();
      line.writeStringProperty("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
      line.writeStringProperty("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
      line.writeStringProperty("logger", event.getLoggerName());
      line.writeStringProperty("thread", event.getThreadName());
      line.writeStringProperty("message", event.getFormattedMessage());
      String trace = LineText.trace(event);
      if (trace != null) {
        line.writeStringProperty("failure", trace);
      }
      line.writeEndObject();
    }
    return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
