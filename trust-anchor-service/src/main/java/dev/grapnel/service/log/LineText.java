package dev.grapnel.service.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import org.jspecify.annotations.Nullable;

/** Text from a message that can neither end a line nor drive a terminal. */
final class LineText {
  private static final int MAX_CHARACTERS = 16 << 10;

  private LineText() {}

  /** Control characters, line and paragraph separators, and direction marks become escapes. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_CHARACTERS) + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == MAX_CHARACTERS) {
        return out.append("... (").append(text.length()).append(" characters)").toString();
      }
      if (isHarmless(c)) {
        out.append(c);
      } else {
        out.append("\\u%04x".formatted((int) c));
      }
    }
    return out.toString();
  }

  private static boolean isHarmless(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  /** The failure's stack trace, or nothing. */
  static @Nullable String trace(ILoggingEvent event) {
    IThrowableProxy failure = event.getThrowableProxy();
    return failure == null ? null : ThrowableProxyUtil.asString(failure);
  }
}
