package dev.grapnel.service.audit;

import dev.grapnel.protocol.signing.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a trail's last file ends, read from its last part alone.
 *
 * @param link the last whole record's place in the chain; empty where there is none
 * @param goodBytes up to the end of that record
 * @param torn what a crash left behind it
 * @param damage what a crash does not explain; then nothing is cut off
 */
record TrailEnd(
    Optional<MacChain.Link> link,
    long goodBytes,
    Optional<TornTail> torn,
    Optional<String> damage) {
  /** No batch is larger, so no crash leaves more. */
  static final int MAX_TAIL_BYTES = 4 << 20;

  static TrailEnd read(Path file, MacChain chain) throws IOException {
    byte[] tail;
    long start;
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      start = Math.max(0, in.size() - MAX_TAIL_BYTES);
      ByteBuffer buffer = ByteBuffer.allocate((int) (in.size() - start));
      in.position(start);
      while (buffer.hasRemaining() && in.read(buffer) >= 0) {
        // until all is there
      }
      tail = buffer.array();
    }
    return new Scan(tail, start, chain).end();
  }

  /** Goes through the last part line by line. */
  private static final class Scan {
    private final byte[] tail;
    private final long start;
    private final MacChain chain;
    private final List<String> problems = new ArrayList<>();
    private MacChain.@Nullable Link link;
    private int good;
    private int badFrom = -1;

    Scan(byte[] tail, long start, MacChain chain) {
      this.tail = tail;
      this.start = start;
      this.chain = chain;
    }

    TrailEnd end() {
      int at = start == 0 ? 0 : lineEnd(0);
      good = at;
      while (at < tail.length) {
        int next = lineEnd(at);
        Optional<TrailLine> line = TrailLine.parse(Arrays.copyOfRange(tail, at, next));
        if (line.isPresent()) {
          take(line.get());
          good = next;
        } else if (badFrom < 0) {
          badFrom = at;
        }
        at = next;
      }
      return badFrom < 0 ? result(Optional.empty()) : judgeRest();
    }

    private void take(TrailLine line) {
      if (badFrom >= 0) {
        problems.add("lines before record " + line.sequence() + " are no records");
        badFrom = -1;
      } else if (link != null && !chain.follows(link.mac(), line)) {
        problems.add("record " + line.sequence() + " does not follow the one before it");
      }
      link = line.link();
    }

    /** A crash leaves a line without its end, or pages that were never written, which are zero. */
    private TrailEnd judgeRest() {
      byte[] rest = Arrays.copyOfRange(tail, badFrom, tail.length);
      boolean oneLine = lineEnd(badFrom) == tail.length && rest[rest.length - 1] != '\n';
      if (!oneLine && !hasZero(rest)) {
        problems.add("the file ends in lines that are no records");
      }
      return result(Optional.of(new TornTail(rest.length, Sha256.hex(rest))));
    }

    private TrailEnd result(Optional<TornTail> torn) {
      return new TrailEnd(
          Optional.ofNullable(link),
          start + good,
          torn,
          problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems)));
    }

    /** Behind the next line feed, or the end. */
    private int lineEnd(int from) {
      for (int i = from; i < tail.length; i++) {
        if (tail[i] == '\n') {
          return i + 1;
        }
      }
      return tail.length;
    }

    private static boolean hasZero(byte[] bytes) {
      for (byte b : bytes) {
        if (b == 0) {
          return true;
        }
      }
      return false;
    }
  }
}
