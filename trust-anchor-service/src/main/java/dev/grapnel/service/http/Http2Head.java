package dev.grapnel.service.http;

import static dev.grapnel.service.http.UnacceptableRequestException.malformed;

import dev.grapnel.protocol.signing.Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 header block as a head: the rules of HTTP/1.1 over again, and {@code :authority} as the
 * field {@code host}, because that is what clients sign (RFC 9113 section 8.3.1).
 */
final class Http2Head {
  /** What HPACK counts for a field besides its name and value (RFC 7541 section 4.1). */
  private static final int FIELD_OVERHEAD_BYTES = 32;

  private Http2Head() {}

  static MessageHead parse(Http2Headers block, boolean endOfStream, HttpLimits limits)
      throws UnacceptableRequestException {
    int size = checkedSize(block, limits);
    Headers headers = new Headers(fields(block));
    String method = RequestLine.checkedMethod(pseudo(block.method(), ":method"));
    String path = pseudo(block.path(), ":path");
    if (path.length() > limits.targetBytes()) {
      throw HeadRules.targetTooLong(limits);
    }
    if (!path.startsWith("/") && !path.equals("*")) {
      throw malformed("The :path must begin with /");
    }
    RequestTarget target = RequestTarget.parse(method, path, "");
    return new MessageHead(
        method,
        target.rawPath(),
        target.rawQuery(),
        headers,
        endOfStream ? MessageHead.Framing.NONE : MessageHead.Framing.STREAMED,
        true,
        HeadRules.expectsContinue(headers),
        size);
  }

  /** Sizes first: nothing is copied before they are known to be within the limits. */
  private static int checkedSize(Http2Headers block, HttpLimits limits)
      throws UnacceptableRequestException {
    int size = 0;
    int count = 0;
    for (Map.Entry<CharSequence, CharSequence> field : block) {
      size += field.getKey().length() + field.getValue().length() + FIELD_OVERHEAD_BYTES;
      count++;
    }
    if (size > limits.headBytes()) {
      throw HeadRules.headTooLarge(limits);
    }
    if (count > limits.headerFields()) {
      throw HeadRules.tooManyFields(limits);
    }
    return size;
  }

  private static List<Headers.Field> fields(Http2Headers block)
      throws UnacceptableRequestException {
    List<Headers.Field> fields = new ArrayList<>(block.size());
    fields.add(new Headers.Field("host", HeadRules.checkedHost(host(block))));
    for (Map.Entry<CharSequence, CharSequence> field : block) {
      String name = field.getKey().toString();
      if (name.startsWith(":") || name.equals("host")) {
        continue;
      }
      String value = field.getValue().toString();
      if (!WireText.isToken(name) || !WireText.isFieldValue(value)) {
        throw malformed("A header's name or value has a character that may not stand there");
      }
      fields.add(new Headers.Field(name, value.strip()));
    }
    return fields;
  }

  private static String host(Http2Headers block) throws UnacceptableRequestException {
    @Nullable CharSequence authority = block.authority();
    List<CharSequence> hosts = block.getAll("host");
    if (hosts.size() > 1 || (hosts.isEmpty() && authority == null)) {
      throw malformed("The request must name its host once");
    }
    if (authority == null) {
      return hosts.getFirst().toString();
    }
    if (!hosts.isEmpty() && !hosts.getFirst().toString().equalsIgnoreCase(authority.toString())) {
      throw malformed("The Host header names another host than :authority");
    }
    return authority.toString();
  }

  private static String pseudo(@Nullable CharSequence value, String name)
      throws UnacceptableRequestException {
    if (value == null) {
      throw malformed("The pseudo-header " + name + " is missing");
    }
    return value.toString();
  }
}
