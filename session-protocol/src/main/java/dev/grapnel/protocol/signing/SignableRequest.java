package dev.grapnel.protocol.signing;

import java.util.List;

/**
 * The parts of a request that a signature can cover.
 *
 * @param canonicalPath as {@link CanonicalPath} makes it
 * @param query without the presigned form's own signature
 * @param payloadHash lower-case hexadecimal SHA-256 of the body
 */
public record SignableRequest(
    String method, String canonicalPath, QueryString query, Headers headers, String payloadHash) {
  private static final int MAX_METHOD_LENGTH = 16;

  public SignableRequest {
    if (!isMethod(method)) {
      throw new IllegalArgumentException("a method is in upper-case letters");
    }
  }

  /** A CreateSession: its canonical path is {@code /sessions} whatever the URL's path is. */
  public static SignableRequest createSession(QueryString query, Headers headers, byte[] body) {
    return new SignableRequest("POST", CanonicalPath.SESSIONS, query, headers, Sha256.hex(body));
  }

  /** A request to any other operation; the path as it is on the wire. */
  public static SignableRequest of(
      String method, String rawPath, QueryString query, Headers headers, byte[] body)
      throws MalformedRequestException {
    if (!isMethod(method)) {
      throw new MalformedRequestException("the method is not in upper-case letters");
    }
    return new SignableRequest(method, CanonicalPath.of(rawPath), query, headers, Sha256.hex(body));
  }

  /** What was, or is to be, signed for that authorization's algorithm, scope and signed headers. */
  public StringToSign stringToSign(Authorization authorization, AmzDate date)
      throws MalformedRequestException {
    return StringToSign.of(
        authorization.algorithm(),
        date,
        authorization.scope(),
        CanonicalRequest.of(this, authorization.signedHeaders()));
  }

  SignableRequest withHeader(String name, String value) {
    return new SignableRequest(
        method, canonicalPath, query, headers.with(name, value), payloadHash);
  }

  SignableRequest withQuery(QueryString other) {
    return new SignableRequest(method, canonicalPath, other, headers, payloadHash);
  }

  /** Every header's name, lower case, sorted, each once. */
  List<String> headerNames() {
    return SignedHeaderNames.ofAll(headers);
  }

  private static boolean isMethod(String method) {
    for (int i = 0; i < method.length(); i++) {
      if (method.charAt(i) < 'A' || method.charAt(i) > 'Z') {
        return false;
      }
    }
    return !method.isEmpty() && method.length() <= MAX_METHOD_LENGTH;
  }
}
