package dev.grapnel.service.api.rest;

import dev.grapnel.service.api.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A path's segments, each percent-decoded after the split, so that a label may hold a slash. */
final class PathSegments {
  private static final int MAX_LENGTH = 8_192;
  private static final int MAX_SEGMENTS = 8;

  private PathSegments() {}

  /** The segments after the leading slash; a trailing slash leaves an empty last one. */
  static List<String> parse(String rawPath) throws MalformedInputException {
    if (!rawPath.startsWith("/") || rawPath.length() > MAX_LENGTH) {
      throw new MalformedInputException(
          "The path must begin with / and have at most " + MAX_LENGTH + " characters");
    }
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.substring(1).split("/", MAX_SEGMENTS + 1)) {
      segments.add(decode(segment));
    }
    return segments;
  }

  private static String decode(String segment) throws MalformedInputException {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    ByteBuffer bytes = ByteBuffer.allocate(3 * segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        bytes.put(escaped(segment, i));
        i += 2;
      } else {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedInputException("The path is not UTF-8 once decoded");
    }
  }

  private static byte escaped(String segment, int percent) throws MalformedInputException {
    int high = digit(segment, percent + 1);
    int low = digit(segment, percent + 2);
    if (high < 0 || low < 0) {
      throw new MalformedInputException(
          "The path has a % that two hexadecimal digits do not follow");
    }
    return (byte) (high << 4 | low);
  }

  private static int digit(String segment, int index) {
    return index < segment.length() && segment.charAt(index) < 0x80
        ? Character.digit(segment.charAt(index), 16)
        : -1;
  }
}
