package dev.grapnel.service.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One pass over a trail's files, in order. */
final class TrailWalk {
  private static final Pattern PREVIOUS =
      Pattern.compile("\"previousMac\":\"([0-9a-f]{64})\"|\"previousSequence\":\"([0-9]{1,18})\"");
  private static final int MAX_FINDINGS = 100;

  private final MacChain chain;
  private final Optional<Checkpoint> checkpoint;
  private final List<String> damage = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private MacChain.@Nullable Link link;
  private TrailFolder.@Nullable Numbered file;
  private @Nullable Unread unread;
  private long records;
  private boolean checkpointSeen;

  /** Bytes that are no record, until it is known whether records follow them. */
  private record Unread(String place, String file, long bytes, boolean torn) {}

  TrailWalk(MacChain chain, Optional<Checkpoint> checkpoint) {
    this.chain = chain;
    this.checkpoint = checkpoint;
  }

  void read(TrailFolder.Numbered next) throws IOException {
    if (file != null && next.number() != file.number() + 1) {
      find(name(next) + ": the file before it is missing");
    }
    file = next;
    try (TrailReader reader = new TrailReader(next.path())) {
      int number = 0;
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        take(name(next) + " line " + ++number, line, number == 1);
      }
    }
  }

  private void take(String place, byte[] bytes, boolean first) {
    Optional<TrailLine> line = TrailLine.parse(bytes);
    if (line.isEmpty()) {
      hold(place, bytes);
      return;
    }
    if (unread != null) {
      find(unread.place() + ": no record, but records follow");
      unread = null;
    }
    check(place, line.get(), first);
    link = line.get().link();
    records++;
    checkpoint
        .filter(point -> point.sequence() == line.get().sequence())
        .ifPresent(point -> compare(place, point, line.get()));
  }

  private void hold(String place, byte[] bytes) {
    boolean torn = bytes[bytes.length - 1] != '\n' || contains(bytes, (byte) 0);
    String name = file == null ? "" : name(file);
    unread =
        unread == null
            ? new Unread(place, name, bytes.length, torn)
            : new Unread(
                unread.place(), name, unread.bytes() + bytes.length, unread.torn() || torn);
  }

  private void check(String place, TrailLine line, boolean first) {
    MacChain.Link before = link;
    if (before == null) {
      before = claimed(line);
      if (before.sequence() > 0) {
        notes.add(
            "records 1 to " + before.sequence() + " are in earlier files, which are not here");
      }
    } else if (line.sequence() != before.sequence() + 1) {
      find(
          line.sequence() > before.sequence()
              ? place
                  + ": records "
                  + (before.sequence() + 1)
                  + " to "
                  + (line.sequence() - 1)
                  + " are missing before it"
              : place + ": record " + line.sequence() + " stands again or out of order");
    }
    if (!chain.follows(before.mac(), line) && (link == null || !isGap(before, line) || first)) {
      find(place + ": record " + line.sequence() + " was changed, or does not belong here");
    }
  }

  /** Behind a gap, a record cannot follow; that it is missing has been said. */
  private static boolean isGap(MacChain.Link before, TrailLine line) {
    return line.sequence() != before.sequence() + 1;
  }

  /** What a file's first record says is before it. */
  private MacChain.Link claimed(TrailLine line) {
    byte[] mac = chain.start().mac();
    long sequence = 0;
    Matcher previous = PREVIOUS.matcher(line.text());
    while (previous.find()) {
      if (previous.group(1) != null) {
        mac = HexFormat.of().parseHex(previous.group(1));
      } else {
        sequence = Long.parseLong(previous.group(2));
      }
    }
    return sequence == 0 ? chain.start() : new MacChain.Link(sequence, mac);
  }

  private void compare(String place, Checkpoint point, TrailLine line) {
    checkpointSeen = true;
    if (!Arrays.equals(point.mac(), line.mac())) {
      find(place + ": record " + point.sequence() + " is not the one that was checkpointed");
    }
  }

  TrailVerifier.Report report(List<String> before) {
    damage.addAll(0, before);
    if (unread != null && !unread.torn()) {
      find(unread.place() + ": the trail ends in lines that are no records");
    }
    long last = link == null ? 0 : link.sequence();
    if (checkpoint.isEmpty()) {
      notes.add("there is no checkpoint: records cut off at the end would not be missed");
    } else if (!checkpointSeen && checkpoint.get().sequence() > last) {
      find(
          "records %d to %d are missing: there is a checkpoint of the last of them, of %s"
              .formatted(last + 1, checkpoint.get().sequence(), checkpoint.get().at()));
    } else {
      notes.add(
          "the last checkpoint is of record %d, %s"
              .formatted(checkpoint.get().sequence(), checkpoint.get().at()));
    }
    Optional<TrailVerifier.Torn> torn =
        Optional.ofNullable(unread)
            .filter(Unread::torn)
            .map(rest -> new TrailVerifier.Torn(rest.file(), rest.bytes()));
    return new TrailVerifier.Report(records, last, damage, torn, notes);
  }

  private void find(String text) {
    if (damage.size() < MAX_FINDINGS) {
      damage.add(text);
    } else if (damage.size() == MAX_FINDINGS) {
      damage.add("and more");
    }
  }

  private static String name(TrailFolder.Numbered numbered) {
    return String.valueOf(numbered.path().getFileName());
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }
}
