package dev.grapnel.service.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code 2026-11-24T10:51:19.123Z INFO message}, and a failure's stack trace, indented. */
final class TextEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = new byte[0];

  @Override
  public byte[] encode(ILoggingEvent event) {
    Instant at = Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS);
    StringBuilder line = new StringBuilder(128);
    line.append(at).append(' ').append(event.getLevel());
    line.append(" ".repeat(Math.max(1, 6 - event.getLevel().toString().length())));
    line.append(LineText.escaped(event.getFormattedMessage())).append('\n');
    String trace = LineText.trace(event);
    if (trace != null) {
      trace
          .lines()
          .forEach(l -> line.append("    ").append(LineText.escaped(l.strip())).append('\n'));
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
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
