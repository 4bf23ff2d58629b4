package dev.grapnel.service.audit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a trail as it stands in the file, its line feed included, and its place in the chain as
 * it claims it.
 */
@SuppressWarnings("ArrayRecordComponent")
record TrailLine(byte[] bytes, String replica, long sequence, byte[] mac) {
  private static final Pattern PLACE =
      Pattern.compile(
          ",\"replica\":\"([0-9a-f]{1,64})\",\"sequence\":([0-9]{1,18}),\"mac\":\"([0-9a-f]{64})\"}\n"
              + "\\z");

  /** How far from its end a line's place may begin. */
  private static final int PLACE_BYTES = 256;

  /** Reads a line's place; empty for bytes that are no whole line of a trail. */
  static Optional<TrailLine> parse(byte[] bytes) {
    int from = Math.max(0, bytes.length - PLACE_BYTES);
    String end = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
    Matcher place = PLACE.matcher(end);
    if (bytes.length == 0 || bytes[0] != '{' || !place.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new TrailLine(
            bytes,
            place.group(1),
            Long.parseLong(place.group(2)),
            HexFormat.of().parseHex(place.group(3))));
  }

  MacChain.Link link() {
    return new MacChain.Link(sequence, mac);
  }

  /** The record's text, without the line feed. */
  String text() {
    return new String(bytes, 0, bytes.length - 1, StandardCharsets.ISO_8859_1);
  }
}
