package dev.grapnel.service.http;

import static dev.grapnel.service.http.UnacceptableRequestException.malformed;

/**
 * The first line of an HTTP/1.x request.
 *
 * @param minorVersion 0 or 1
 */
record RequestLine(String method, String target, int minorVersion) {

  static RequestLine parse(String line, HttpLimits limits) throws UnacceptableRequestException {
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    if (first < 0 || second < 0 || line.indexOf(' ', second + 1) >= 0) {
      throw malformed("The request line is not a method, a target and a version");
    }
    String target = line.substring(first + 1, second);
    if (target.length() > limits.targetBytes()) {
      throw HeadRules.targetTooLong(limits);
    }
    return new RequestLine(
        checkedMethod(line.substring(0, first)), target, minorVersion(line.substring(second + 1)));
  }

  static String checkedMethod(String method) throws UnacceptableRequestException {
    if (method.length() > HttpLimits.METHOD_BYTES || !WireText.isToken(method)) {
      throw malformed("The request's method is not a token");
    }
    return method;
  }

  private static int minorVersion(String version) throws UnacceptableRequestException {
    return switch (version) {
      case "HTTP/1.1" -> 1;
      case "HTTP/1.0" -> 0;
      case String other when other.startsWith("HTTP/") ->
          throw new UnacceptableRequestException(
              new EdgeFault(
                  EdgeFault.Kind.VERSION_UNKNOWN,
                  "This address speaks HTTP/1.1, and over TLS also HTTP/2"));
      case String _ -> throw malformed("The request line has no HTTP version");
    };
  }
}
