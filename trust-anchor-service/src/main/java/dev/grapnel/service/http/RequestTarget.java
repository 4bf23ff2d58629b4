package dev.grapnel.service.http;

import java.util.Locale;

/**
 * A request target's path and query (RFC 9112 section 3.2). Taken are the origin form, the asterisk
 * form of OPTIONS, and the absolute form where it names the same host as the Host field does.
 */
record RequestTarget(String rawPath, String rawQuery) {
  private static final String SCHEME_END = "://";

  static RequestTarget parse(String method, String target, String host)
      throws UnacceptableRequestException {
    if (target.equals("*") && method.equals("OPTIONS")) {
      return new RequestTarget("*", "");
    }
    String origin = target.startsWith("/") ? target : withoutAuthority(target, host);
    if (!WireText.isTarget(origin)) {
      throw UnacceptableRequestException.malformed(
          "The request target has a character that must be percent-encoded");
    }
    int question = origin.indexOf('?');
    return question < 0
        ? new RequestTarget(origin, "")
        : new RequestTarget(origin.substring(0, question), origin.substring(question + 1));
  }

  private static String withoutAuthority(String target, String host)
      throws UnacceptableRequestException {
    String lower = target.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      throw UnacceptableRequestException.malformed("The request target must begin with /");
    }
    int start = target.indexOf(SCHEME_END) + SCHEME_END.length();
    int end = start;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    if (!target.substring(start, end).equalsIgnoreCase(host)) {
      throw UnacceptableRequestException.malformed(
          "The request target names another host than the Host header");
    }
    String rest = target.substring(end);
    return rest.startsWith("/") ? rest : "/" + rest;
  }
}
