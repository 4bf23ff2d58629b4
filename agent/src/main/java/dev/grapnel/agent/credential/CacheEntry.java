package dev.grapnel.agent.credential;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer of {@code credential-process} and when it may be given again; the package describes its
 * form on disk.
 *
 * @param until from then on it is to be refreshed, though the credentials may live longer
 * @param files what was read to obtain it
 * @param answer the line that was printed
 */
record CacheEntry(
    String request, String directory, Instant until, List<FileStamp> files, String answer) {
  static final String MAGIC = "grapnel-agent cache 1";

  private static final String END_OF_FILES = ".";
  private static final String EXPIRATION = "\"Expiration\":\"";

  CacheEntry {
    files = List.copyOf(files);
  }

  boolean answers(CacheRequest asked) {
    return request.equals(asked.text()) && directory.equals(asked.directory());
  }

  /** Whether the files are those that were read, and have not changed since. */
  boolean isCurrent(Instant since) {
    for (FileStamp file : files) {
      if (!file.isCurrent(since)) {
        return false;
      }
    }
    return true;
  }

  /** When the credentials in the answer expire; empty if it does not say. */
  Optional<Instant> expiration() {
    int start = answer.indexOf(EXPIRATION);
    int end = start < 0 ? -1 : answer.indexOf('"', start + EXPIRATION.length());
    if (end < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(answer.substring(start + EXPIRATION.length(), end)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  String text() {
    StringBuilder out = new StringBuilder();
    line(out, MAGIC);
    line(out, request);
    line(out, directory);
    line(out, Long.toString(until.getEpochSecond()));
    for (FileStamp file : files) {
      line(out, file.stamp());
      line(out, file.path().toString());
    }
    line(out, END_OF_FILES);
    line(out, answer);
    return out.toString();
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }

  /** Reads the form above; empty for whatever else. */
  static Optional<CacheEntry> parse(String text) {
    String[] lines = text.split("\n", -1);
    int end = 4;
    while (end + 1 < lines.length && !lines[end].equals(END_OF_FILES)) {
      end += 2;
    }
    boolean whole = end + 2 == lines.length - 1 && lines[end].equals(END_OF_FILES);
    if (!whole || !lines[0].equals(MAGIC) || !lines[end + 2].isEmpty()) {
      return Optional.empty();
    }
    List<FileStamp> files = new ArrayList<>();
    for (int i = 4; i < end; i += 2) {
      files.add(new FileStamp(Path.of(lines[i + 1]), lines[i]));
    }
    try {
      Instant until = Instant.ofEpochSecond(Long.parseLong(lines[3]));
      return Optional.of(new CacheEntry(lines[1], lines[2], until, files, lines[end + 1]));
    } catch (NumberFormatException | DateTimeException _) {
      return Optional.empty();
    }
  }
}
