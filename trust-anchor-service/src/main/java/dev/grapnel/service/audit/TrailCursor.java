package dev.grapnel.service.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes through one chain's files from record to matching record. */
final class TrailCursor implements Closeable {
  private final Deque<TrailFolder.Numbered> files = new ArrayDeque<>();
  private final RecordFilter filter;
  private @Nullable TrailReader reader;
  private Instant time = Instant.MIN;
  private String text = "";

  TrailCursor(TrailFolder folder, RecordFilter filter) throws IOException {
    this.filter = filter;
    List<TrailFolder.Numbered> all = folder.files();
    for (int i = 0; i < all.size(); i++) {
      // A file whose successor began before that time holds nothing later.
      if (i + 1 == all.size() || !endsBefore(all.get(i + 1))) {
        files.add(all.get(i));
      }
    }
  }

  private boolean endsBefore(TrailFolder.Numbered successor) throws IOException {
    Optional<Instant> opened = TrailReader.openedAt(successor.path());
    return opened.isPresent() && opened.get().isBefore(filter.since());
  }

  /** Moves to the next record that matches; false at the end. */
  boolean advance() throws IOException {
    while (true) {
      if (reader == null) {
        TrailFolder.Numbered next = files.poll();
        if (next == null) {
          return false;
        }
        reader = new TrailReader(next.path());
      }
      byte[] line = reader.next();
      if (line == null) {
        close();
      } else if (take(line)) {
        return true;
      }
    }
  }

  private boolean take(byte[] line) {
    String candidate = new String(line, StandardCharsets.ISO_8859_1).stripTrailing();
    Optional<Instant> made = TrailReader.timeOf(line);
    if (made.isEmpty() || !filter.matches(candidate, made.get())) {
      return false;
    }
    time = made.get();
    text = candidate;
    return true;
  }

  Instant time() {
    return time;
  }

  String text() {
    return text;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
