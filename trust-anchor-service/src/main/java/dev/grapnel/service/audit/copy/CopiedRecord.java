package dev.grapnel.service.audit.copy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the trail, without its end; printable ASCII. */
@SuppressWarnings("ArrayRecordComponent") // Shared and never written; not compared.
record CopiedRecord(byte[] line) {
  // Within a JSON string the quotation marks would be escaped, so these find the members.
  private static final Pattern TIME = Pattern.compile("\"eventTime\":\"([0-9TZ:-]{20})\"");
  private static final Pattern NAME = Pattern.compile("\"eventName\":\"([A-Za-z0-9]{1,32})\"");
  private static final String ERROR = ",\"errorCode\":\"";

  static CopiedRecord of(byte[] line) {
    int length = line.length;
    while (length > 0 && line[length - 1] == '\n') {
      length--;
    }
    byte[] text = new byte[length];
    System.arraycopy(line, 0, text, 0, length);
    return new CopiedRecord(text);
  }

  String text() {
    return new String(line, StandardCharsets.US_ASCII);
  }

  /** As ISO 8601 in UTC. */
  Optional<String> time() {
    return first(TIME);
  }

  Optional<String> eventName() {
    return first(NAME);
  }

  boolean isRefusal() {
    return text().contains(ERROR);
  }

  private Optional<String> first(Pattern pattern) {
    Matcher matcher = pattern.matcher(text());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
