package dev.grapnel.agent.daemon;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The daemon's log: a line an event on standard error, plain or JSON, with fields as name and value
 * in turns. Nothing secret is ever given to it. Thread-safe.
 */
public final class Log {
  private final PrintStream out;
  private final InstantSource clock;
  private final boolean json;

  public Log(PrintStream out, InstantSource clock, boolean json) {
    this.out = out;
    this.clock = clock;
    this.json = json;
  }

  public void info(String message, String... fields) {
    write("info", message, fields);
  }

  public void warn(String message, String... fields) {
    write("warn", message, fields);
  }

  public void error(String message, String... fields) {
    write("error", message, fields);
  }

  private void write(String level, String message, String... fields) {
    String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    StringBuilder line = new StringBuilder();
    if (json) {
      line.append("{\"time\":\"").append(time).append("\",\"level\":\"").append(level);
      line.append("\",\"message\":\"").append(escaped(message)).append('"');
      for (int i = 0; i < fields.length; i += 2) {
        line.append(",\"").append(fields[i]).append("\":\"").append(escaped(fields[i + 1]));
        line.append('"');
      }
      line.append('}');
    } else {
      line.append(time).append(' ').append(level.toUpperCase(Locale.ROOT)).append(' ');
      line.append(printable(message));
      for (int i = 0; i < fields.length; i += 2) {
        line.append(' ').append(fields[i]).append("=\"").append(printable(fields[i + 1]));
        line.append('"');
      }
    }
    out.println(line);
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
    return out.toString();
  }

  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
