package dev.grapnel.service.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A trail's file, line by line, with a bound on a line's length. */
final class TrailReader implements Closeable {
  /** No record is longer. */
  static final int MAX_LINE_BYTES = 8 << 20;

  private static final int BUFFER_BYTES = 256 << 10;
  private static final Pattern TIME = Pattern.compile("\"eventTime\":\"([^\"]{1,64})\"");

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int filled;

  TrailReader(Path file) throws IOException {
    in = Files.newInputStream(file);
  }

  /**
   * The next line with its line feed; the last one may lack it. Null at the end.
   *
   * @throws IOException also for a line longer than any record
   */
  byte @Nullable [] next() throws IOException {
    line.reset();
    while (true) {
      if (at == filled) {
        filled = Math.max(0, in.read(buffer));
        at = 0;
        if (filled == 0) {
          return line.size() == 0 ? null : line.toByteArray();
        }
      }
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      boolean whole = end < filled;
      line.write(buffer, at, (whole ? end + 1 : end) - at);
      at = whole ? end + 1 : end;
      if (whole) {
        return line.toByteArray();
      }
      if (line.size() > MAX_LINE_BYTES) {
        throw new IOException("a line is longer than any record");
      }
    }
  }

  /** When the file's first record was made. */
  static Optional<Instant> openedAt(Path file) throws IOException {
    try (TrailReader reader = new TrailReader(file)) {
      byte[] first = reader.next();
      return first == null ? Optional.empty() : timeOf(first);
    }
  }

  /** When the record in that line was made. */
  static Optional<Instant> timeOf(byte[] line) {
    Matcher time = TIME.matcher(new String(line, StandardCharsets.ISO_8859_1));
    try {
      return time.find() ? Optional.of(Instant.parse(time.group(1))) : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
