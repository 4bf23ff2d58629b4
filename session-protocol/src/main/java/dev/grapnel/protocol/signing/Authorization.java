package dev.grapnel.protocol.signing;

import java.util.List;

/**
 * An {@code Authorization} header: which key signed what, and the signature.
 *
 * @param keyId a certificate's serial number in decimal for the X.509 algorithms, else an access
 *     key id
 * @param signedHeaders lower case, sorted, each once
 * @param signature lower-case hexadecimal
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS:
 *     Signature Version 4</a>
 */
public record Authorization(
    SigningAlgorithm algorithm,
    String keyId,
    CredentialScope scope,
    List<String> signedHeaders,
    String signature) {
  /** The longest header value that is read; an ML-DSA-87 signature takes 9,254 characters. */
  public static final int MAX_LENGTH = 16_384;

  private static final String CREDENTIAL = "Credential=";
  private static final String SIGNED_HEADERS = "SignedHeaders=";
  private static final String SIGNATURE = "Signature=";

  public Authorization {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /**
   * Reads {@code ALGORITHM Credential=ID/SCOPE, SignedHeaders=A;B, Signature=HEX}; the three parts
   * may come in any order, each once, nothing else beside them.
   */
  public static Authorization parse(String header) throws MalformedRequestException {
    if (header.length() > MAX_LENGTH) {
      throw new MalformedRequestException(
          "the Authorization header has more than " + MAX_LENGTH + " characters");
    }
    int space = header.indexOf(' ');
    if (space < 0) {
      throw new MalformedRequestException(
          "the Authorization header is not ALGORITHM Credential=..., SignedHeaders=...,"
              + " Signature=...");
    }
    SigningAlgorithm algorithm = SigningAlgorithm.ofWireName(header.substring(0, space));
    String parts = header.substring(space + 1);
    requireThreeParts(parts);
    return of(
        algorithm, part(parts, CREDENTIAL), part(parts, SIGNED_HEADERS), part(parts, SIGNATURE));
  }

  /** The value of the header. */
  public String headerValue() {
    return algorithm.wireName()
        + ' '
        + CREDENTIAL
        + credential()
        + ", "
        + SIGNED_HEADERS
        + SignedHeaderNames.join(signedHeaders)
        + ", "
        + SIGNATURE
        + signature;
  }

  /** Key id and scope, as in {@code Credential=} and {@code X-Amz-Credential}. */
  public String credential() {
    return keyId + '/' + scope;
  }

  /** Without the signature, so that a log never holds what could be sent again. */
  @Override
  public String toString() {
    return "Authorization["
        + algorithm.wireName()
        + ' '
        + credential()
        + ", SignedHeaders="
        + SignedHeaderNames.join(signedHeaders)
        + ']';
  }

  /** From the parts' texts, in the header or in the presigned query. */
  static Authorization of(
      SigningAlgorithm algorithm, String credential, String signedHeaders, String signature)
      throws MalformedRequestException {
    int slash = credential.indexOf('/');
    String keyId = slash < 0 ? "" : credential.substring(0, slash);
    KeyId.require(algorithm, keyId);
    CredentialScope scope = CredentialScope.parse(credential.substring(slash + 1));
    requireHex(signature);
    return new Authorization(
        algorithm, keyId, scope, SignedHeaderNames.parse(signedHeaders), signature);
  }

  private static void requireThreeParts(String parts) throws MalformedRequestException {
    int commas = 0;
    for (int i = 0; i < parts.length(); i++) {
      if (parts.charAt(i) == ',') {
        commas++;
      }
    }
    if (commas != 2) {
      throw new MalformedRequestException(
          "the Authorization header needs Credential, SignedHeaders and Signature, each once");
    }
  }

  /** The value of the one part with that name; three parts and three names leave no other. */
  private static String part(String parts, String name) throws MalformedRequestException {
    int start = 0;
    while (start <= parts.length()) {
      int comma = parts.indexOf(',', start);
      int end = comma < 0 ? parts.length() : comma;
      while (start < end && parts.charAt(start) == ' ') {
        start++;
      }
      if (parts.startsWith(name, start)) {
        return parts.substring(start + name.length(), end);
      }
      start = end + 1;
    }
    throw new MalformedRequestException(
        "the Authorization header has no " + name.substring(0, name.length() - 1));
  }

  private static void requireHex(String signature) throws MalformedRequestException {
    for (int i = 0; i < signature.length(); i++) {
      char c = signature.charAt(i);
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      if (!hex) {
        throw new MalformedRequestException("the signature is not lower-case hexadecimal");
      }
    }
    if (signature.isEmpty() || signature.length() % 2 != 0) {
      throw new MalformedRequestException(
          "the signature is empty or has an odd number of hexadecimal digits");
    }
  }
}
