package dev.grapnel.service.http;

import static dev.grapnel.service.http.UnacceptableRequestException.malformed;

import dev.grapnel.protocol.signing.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP/1.x request line and header fields, strictly: one space where one belongs, CR LF at each
 * line's end, no folded lines, no space before a colon (RFC 9112 sections 3 and 5). Written here
 * because Netty's decoder reads folded lines and odd separators leniently, and a lenient reading
 * behind a proxy with another one is how requests are smuggled.
 */
final class HeadParser {
  private static final String OPTIONAL_WHITESPACE = " \t";

  private final HttpLimits limits;

  HeadParser(HttpLimits limits) {
    this.limits = limits;
  }

  /**
   * Parses a block that ends with an empty line and has CR LF, and no other CR or LF, at each
   * line's end: {@link LineScanner} saw to that.
   */
  MessageHead parse(byte[] block) throws UnacceptableRequestException {
    String text = new String(block, StandardCharsets.ISO_8859_1);
    int lineEnd = text.indexOf('\r');
    RequestLine line = RequestLine.parse(text.substring(0, lineEnd), limits);
    Headers headers = new Headers(fields(text, lineEnd + 2));
    return HeadRules.http1(line, headers, block.length);
  }

  private List<Headers.Field> fields(String text, int start) throws UnacceptableRequestException {
    List<Headers.Field> fields = new ArrayList<>(16);
    int at = start;
    while (true) {
      int end = text.indexOf('\r', at);
      if (end == at) {
        return fields;
      }
      if (fields.size() == limits.headerFields()) {
        throw HeadRules.tooManyFields(limits);
      }
      fields.add(field(text.substring(at, end)));
      at = end + 2;
    }
  }

  /** One field's line; also a trailer's. */
  static Headers.Field field(String line) throws UnacceptableRequestException {
    int colon = line.indexOf(':');
    if (colon < 0 || !WireText.isToken(line.substring(0, colon))) {
      throw malformed("A header line is not a name, a colon and a value, or it is folded");
    }
    String value = trimmed(line, colon + 1);
    if (!WireText.isFieldValue(value)) {
      throw malformed("A header's value has a control character");
    }
    return new Headers.Field(line.substring(0, colon), value);
  }

  private static String trimmed(String line, int from) {
    int start = from;
    int end = line.length();
    while (start < end && OPTIONAL_WHITESPACE.indexOf(line.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && OPTIONAL_WHITESPACE.indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    return line.substring(start, end);
  }
}
