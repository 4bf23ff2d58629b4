package dev.grapnel.service.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One chain's files, written from one end: numbered, each a bounded size and age. What could not be
 * written whole is cut off again before anything else is written. For one thread at a time.
 */
final class ChainedLog implements Closeable {
  private final TrailFolder folder;
  private final MacChain chain;
  private final RecordWriter records;
  private final Rotation rotation;
  private final InstantSource clock;
  private final TrailFile.Disk disk;
  private final List<AuditEvent> findings = new ArrayList<>();
  private MacChain.Link link;
  private TrailFolder.@Nullable Numbered current;
  private @Nullable TrailFile file;
  private long size;
  private Instant openedAt = Instant.EPOCH;
  private boolean broken;

  ChainedLog(
      TrailFolder folder,
      MacChain chain,
      RecordWriter records,
      Rotation rotation,
      InstantSource clock,
      TrailFile.Disk disk) {
    this.folder = folder;
    this.chain = chain;
    this.records = records;
    this.rotation = rotation;
    this.clock = clock;
    this.disk = disk;
    this.link = chain.start();
  }

  /** Finds the end of what is there; {@link #findings} then says what was not as it should be. */
  void open() throws IOException {
    List<TrailFolder.Numbered> files = folder.files();
    for (int i = files.size() - 1; i >= 0; i--) {
      TrailFolder.Numbered last = files.get(i);
      TrailEnd end = TrailEnd.read(last.path(), chain);
      end.damage().ifPresent(what -> damaged(last, what));
      end.torn().ifPresent(torn -> findings.add(TrailEvents.tornLineCut(clock.instant(), torn)));
      if (end.link().isPresent()) {
        link = end.link().get();
        if (i == files.size() - 1 && end.damage().isEmpty()) {
          resume(last, end);
        }
        return;
      }
      if (end.damage().isEmpty()) {
        Files.delete(last.path()); // a crash came between making the file and its first record
      }
    }
  }

  private void resume(TrailFolder.Numbered last, TrailEnd end) throws IOException {
    current = last;
    size = end.goodBytes();
    openedAt = TrailReader.openedAt(last.path()).orElse(Instant.EPOCH);
    file = disk.open(last.path());
    if (end.torn().isPresent()) {
      file.cut(size);
    }
  }

  private void damaged(TrailFolder.Numbered last, String what) {
    findings.add(TrailEvents.damaged(clock.instant(), last.path().getFileName() + ": " + what));
  }

  /** What {@link #open} found, to be recorded. */
  List<AuditEvent> findings() {
    return List.copyOf(findings);
  }

  MacChain.Link link() {
    return link;
  }

  /** Goes on behind that place: numbers are never used twice. */
  void skipTo(long sequence) {
    link = new MacChain.Link(Math.max(sequence, link.sequence()), link.mac());
  }

  /**
   * Appends records, all or none.
   *
   * @param openRecords as {@link RecordWriter} makes them
   * @param durable whether to return only once they are on the disk
   */
  void append(List<byte[]> openRecords, boolean durable) throws IOException {
    try {
      TrailFile out = ready();
      List<MacChain.Line> lines = new ArrayList<>(openRecords.size());
      int bytes = 0;
      MacChain.Link last = link;
      for (byte[] record : openRecords) {
        MacChain.Line line = chain.append(last, record);
        lines.add(line);
        last = line.link();
        bytes += line.bytes().length;
      }
      out.append(joined(lines, bytes));
      if (durable) {
        out.force();
      }
      link = last;
      size += bytes;
    } catch (IOException | RuntimeException e) {
      broken = true;
      throw e;
    }
  }

  private static byte[] joined(List<MacChain.Line> lines, int bytes) {
    byte[] all = new byte[bytes];
    int at = 0;
    for (MacChain.Line line : lines) {
      System.arraycopy(line.bytes(), 0, all, at, line.bytes().length);
      at += line.bytes().length;
    }
    return all;
  }

  /** The file to append to: mended where the last attempt failed, a new one where it is time. */
  private TrailFile ready() throws IOException {
    if (broken) {
      mend();
    }
    if (file == null || isFull()) {
      return begin();
    }
    return file;
  }

  private boolean isFull() {
    return size >= rotation.bytes() || clock.instant().isAfter(openedAt.plus(rotation.age()));
  }

  private void mend() throws IOException {
    close();
    if (current != null) {
      TrailFile mended = disk.open(current.path());
      file = mended;
      mended.cut(size);
    }
    broken = false;
  }

  private TrailFile begin() throws IOException {
    int number = folder.last().map(TrailFolder.Numbered::number).orElse(0) + 1;
    TrailFolder.Numbered next = folder.numbered(number);
    Instant now = clock.instant();
    MacChain.Line first = chain.append(link, records.open(TrailEvents.opened(now, number, link)));
    TrailFile made = disk.create(next.path());
    try {
      made.append(first.bytes());
      made.force();
    } catch (IOException e) {
      discard(made, next.path());
      throw e;
    }
    close();
    file = made;
    current = next;
    size = first.bytes().length;
    openedAt = now;
    link = first.link();
    return made;
  }

  private static void discard(TrailFile made, Path path) throws IOException {
    made.close();
    Files.deleteIfExists(path);
  }

  Optional<TrailFolder.Numbered> current() {
    return Optional.ofNullable(current);
  }

  @Override
  public void close() throws IOException {
    TrailFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
