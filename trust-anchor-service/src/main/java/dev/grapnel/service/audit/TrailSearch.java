package dev.grapnel.service.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Finds records in the files of one or several replicas, in the order of their times. */
public final class TrailSearch {
  /**
   * What is looked for; whatever is empty matches all.
   *
   * @param requestId the id that a caller was given
   * @param subject a text anywhere in the record, such as a certificate's subject or an ARN
   * @param since the earliest time
   */
  public record Wanted(
      Optional<String> requestId, Optional<String> subject, Optional<Instant> since) {}

  private final List<Path> folders;

  public TrailSearch(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Gives each record that matches, as a line of JSON. */
  public void find(Wanted wanted, Consumer<String> found) throws IOException {
    RecordFilter filter = new RecordFilter(wanted);
    List<TrailCursor> cursors = new ArrayList<>();
    try {
      for (Path folder : folders) {
        cursors.add(new TrailCursor(new TrailFolder(folder, TrailFolder.TRAIL), filter));
        cursors.add(new TrailCursor(new TrailFolder(folder, TrailFolder.UNPROVEN), filter));
      }
      merge(cursors, found);
    } finally {
      for (TrailCursor cursor : cursors) {
        cursor.close();
      }
    }
  }

  private static void merge(List<TrailCursor> cursors, Consumer<String> found) throws IOException {
    PriorityQueue<TrailCursor> waiting =
        new PriorityQueue<>(Comparator.comparing(TrailCursor::time));
    for (TrailCursor cursor : cursors) {
      if (cursor.advance()) {
        waiting.add(cursor);
      }
    }
    for (TrailCursor next = waiting.poll(); next != null; next = waiting.poll()) {
      found.accept(next.text());
      if (next.advance()) {
        waiting.add(next);
      }
    }
  }
}
