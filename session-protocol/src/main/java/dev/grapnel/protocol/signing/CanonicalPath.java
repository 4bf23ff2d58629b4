package dev.grapnel.protocol.signing;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a canonical request, for every service but S3: empty and {@code .} segments removed,
 * {@code ..} resolved, and the path as it is on the wire percent-encoded once more.
 */
public final class CanonicalPath {
  /** The path of every CreateSession, whatever prefix the endpoint or a proxy adds. */
  public static final String SESSIONS = "/sessions";

  /** The longest path that is read, in characters. */
  public static final int MAX_LENGTH = 8_192;

  private CanonicalPath() {}

  /** The canonical form of a path as it is on the wire. */
  public static String of(String rawPath) throws MalformedRequestException {
    if (rawPath.length() > MAX_LENGTH) {
      throw new MalformedRequestException("the path has more than " + MAX_LENGTH + " characters");
    }
    if (!rawPath.isEmpty() && rawPath.charAt(0) != '/') {
      throw new MalformedRequestException("the path does not begin with /");
    }
    List<String> segments = segments(rawPath);
    StringBuilder out = new StringBuilder(rawPath.length() + 16);
    for (String segment : segments) {
      out.append('/');
      PercentEncoding.encode(out, segment);
    }
    if (out.isEmpty() || rawPath.endsWith("/")) {
      out.append('/');
    }
    return out.toString();
  }

  private static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    int start = 0;
    while (start < rawPath.length()) {
      int slash = rawPath.indexOf('/', start);
      int end = slash < 0 ? rawPath.length() : slash;
      String segment = rawPath.substring(start, end);
      if (segment.equals("..")) {
        if (!segments.isEmpty()) {
          segments.removeLast();
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
      start = end + 1;
    }
    return segments;
  }
}
