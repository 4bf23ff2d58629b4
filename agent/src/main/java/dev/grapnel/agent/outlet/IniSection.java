package dev.grapnel.agent.outlet;

import dev.grapnel.agent.credential.Credentials;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One section of a file in the form of the AWS SDKs: {@code [name]} and lines {@code key = value},
 * comments with {@code #} or {@code ;}, values that go on in indented lines.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">AWS: file
 *     format</a>
 */
final class IniSection {
  private static final String EXPIRATION = "x_grapnel_expiration";
  private static final Set<String> OURS =
      Set.of(
          "aws_access_key_id",
          "aws_secret_access_key",
          "aws_session_token",
          "aws_security_token",
          "aws_account_id",
          EXPIRATION);

  private IniSection() {}

  /** The text with the section's credentials replaced, or the section added at its end. */
  static String replace(String text, String section, Credentials credentials) {
    return edit(text, section, Optional.of(credentials));
  }

  /** The text with the section's credentials removed; whatever else is in the section stays. */
  static String remove(String text, String section) {
    return edit(text, section, Optional.empty());
  }

  /** When the credentials of the section end, if this program has written them. */
  static Optional<Instant> expiration(String text, String section) {
    boolean inSection = false;
    for (String line : lines(text)) {
      String header = header(line);
      inSection = header == null ? inSection : header.equals(section);
      if (inSection && key(line).equals(EXPIRATION)) {
        try {
          return Optional.of(Instant.parse(line.substring(line.indexOf('=') + 1).strip()));
        } catch (DateTimeException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static String edit(String text, String section, Optional<Credentials> credentials) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    StringBuilder out = new StringBuilder(text.length() + 2_048);
    boolean inSection = false;
    boolean written = credentials.isEmpty();
    boolean dropping = false;
    for (String line : lines(text)) {
      String header = header(line);
      if (header != null) {
        inSection = header.equals(section);
        dropping = false;
        out.append(line);
        if (inSection && !written) {
          endLine(out, end);
          append(out, credentials.orElseThrow(), end);
          written = true;
        }
        continue;
      }
      boolean continued = !line.isBlank() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
      dropping = inSection && (continued ? dropping : OURS.contains(key(line)));
      if (!dropping) {
        out.append(line);
      }
    }
    if (!written) {
      endLine(out, end);
      out.append('[').append(section).append(']').append(end);
      append(out, credentials.orElseThrow(), end);
    }
    return out.toString();
  }

  /** With their ends; the last may have none. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int stop = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(start, stop));
      start = stop;
    }
    return lines;
  }

  /** The name in a header line, or null: blanks around it and a comment behind it do not count. */
  private static @Nullable String header(String line) {
    int close = line.indexOf(']');
    return line.startsWith("[") && close > 0 ? line.substring(1, close).strip() : null;
  }

  private static String key(String line) {
    int equals = line.indexOf('=');
    return equals < 0 ? "" : line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
  }

  private static void endLine(StringBuilder out, String end) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
      out.append(end);
    }
  }

  private static void append(StringBuilder out, Credentials credentials, String end) {
    out.append("aws_access_key_id = ").append(credentials.accessKeyId()).append(end);
    out.append("aws_secret_access_key = ")
        .append(credentials.secretAccessKey().revealText())
        .append(end);
    out.append("aws_session_token = ").append(credentials.sessionToken().revealText()).append(end);
    out.append("aws_account_id = ").append(credentials.accountId()).append(end);
    out.append(EXPIRATION).append(" = ").append(credentials.expiration()).append(end);
  }
}
