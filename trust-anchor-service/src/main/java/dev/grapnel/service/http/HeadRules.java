package dev.grapnel.service.http;

import static dev.grapnel.service.http.UnacceptableRequestException.malformed;

import dev.grapnel.protocol.signing.Headers;
import java.util.List;
import java.util.Locale;

/** What must be true of a head as a whole: its host, the framing of its body, its connection. */
final class HeadRules {
  private static final int LENGTH_DIGITS = 18;

  private HeadRules() {}

  static MessageHead http1(RequestLine line, Headers headers, int sizeBytes)
      throws UnacceptableRequestException {
    boolean current = line.minorVersion() == 1;
    String host = host(headers, current);
    RequestTarget target = RequestTarget.parse(line.method(), line.target(), host);
    return new MessageHead(
        line.method(),
        target.rawPath(),
        target.rawQuery(),
        headers,
        framing(headers, current),
        current && !listed(headers, "connection", "close"),
        current && expectsContinue(headers),
        sizeBytes);
  }

  /** The host that the request is for; empty only where an HTTP/1.0 request names none. */
  private static String host(Headers headers, boolean required)
      throws UnacceptableRequestException {
    List<String> hosts = headers.all("host");
    if (hosts.isEmpty() && !required) {
      return "";
    }
    if (hosts.size() != 1) {
      throw malformed(
          hosts.isEmpty() ? "The Host header is missing" : "There is more than one Host header");
    }
    return checkedHost(hosts.getFirst());
  }

  static String checkedHost(String host) throws UnacceptableRequestException {
    if (!WireText.isAuthority(host)) {
      throw malformed("The Host header is not a host with or without a port");
    }
    return host;
  }

  /** RFC 9112 section 6.3; two statements of one length are refused even where they agree. */
  private static MessageHead.Framing framing(Headers headers, boolean current)
      throws UnacceptableRequestException {
    List<String> codings = headers.all("transfer-encoding");
    List<String> lengths = headers.all("content-length");
    if (codings.isEmpty()) {
      return lengths.isEmpty() ? MessageHead.Framing.NONE : fixed(lengths);
    }
    if (!lengths.isEmpty()) {
      throw malformed("Both Transfer-Encoding and Content-Length are given");
    }
    if (!current || codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
      throw malformed("The only Transfer-Encoding taken is one chunked, over HTTP/1.1");
    }
    return MessageHead.Framing.CHUNKED;
  }

  private static MessageHead.Framing fixed(List<String> lengths)
      throws UnacceptableRequestException {
    String length = lengths.getFirst();
    if (lengths.size() != 1 || length.isEmpty() || length.length() > LENGTH_DIGITS) {
      throw malformed("Content-Length must be given once, as a number");
    }
    long bytes = 0;
    for (int i = 0; i < length.length(); i++) {
      char digit = length.charAt(i);
      if (digit < '0' || digit > '9') {
        throw malformed("Content-Length must be given once, as a number");
      }
      bytes = bytes * 10 + (digit - '0');
    }
    return new MessageHead.Framing.Fixed(bytes);
  }

  static boolean expectsContinue(Headers headers) throws UnacceptableRequestException {
    List<String> expectations = headers.all("expect");
    if (expectations.isEmpty()) {
      return false;
    }
    if (expectations.size() == 1 && expectations.getFirst().equalsIgnoreCase("100-continue")) {
      return true;
    }
    throw new UnacceptableRequestException(
        new EdgeFault(
            EdgeFault.Kind.EXPECTATION_UNKNOWN, "The only expectation met is 100-continue"));
  }

  private static boolean listed(Headers headers, String name, String wanted) {
    for (String value : headers.all(name)) {
      for (String item : value.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (item.strip().equals(wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  static UnacceptableRequestException targetTooLong(HttpLimits limits) {
    return new UnacceptableRequestException(
        new EdgeFault(
            EdgeFault.Kind.TARGET_TOO_LONG,
            "The request target is longer than " + limits.targetBytes() + " bytes"));
  }

  static UnacceptableRequestException tooManyFields(HttpLimits limits) {
    return new UnacceptableRequestException(
        new EdgeFault(
            EdgeFault.Kind.HEAD_TOO_LARGE,
            "The request has more than " + limits.headerFields() + " header fields"));
  }

  static UnacceptableRequestException headTooLarge(HttpLimits limits) {
    return new UnacceptableRequestException(
        new EdgeFault(
            EdgeFault.Kind.HEAD_TOO_LARGE,
            "The request's header block is larger than " + limits.headBytes() + " bytes"));
  }

  static UnacceptableRequestException bodyTooLarge(int limitBytes) {
    return new UnacceptableRequestException(
        new EdgeFault(
            EdgeFault.Kind.BODY_TOO_LARGE,
            "The request's body is larger than " + limitBytes + " bytes"));
  }
}
