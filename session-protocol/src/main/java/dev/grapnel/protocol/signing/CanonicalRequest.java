package dev.grapnel.protocol.signing;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The one text of all requests that mean the same: method, path, query, signed headers and the hash
 * of the body.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS:
 *     create a signed request</a>
 */
public final class CanonicalRequest {
  private final String text;

  private CanonicalRequest(String text) {
    this.text = text;
  }

  /**
   * The canonical form of the request. Header values are trimmed, runs of spaces in them become
   * one, and repeated headers are joined by a comma.
   *
   * @param signedHeaders lower case, sorted; each must be among the request's headers
   */
  public static CanonicalRequest of(SignableRequest request, List<String> signedHeaders)
      throws MalformedRequestException {
    StringBuilder out = new StringBuilder(2_048);
    out.append(request.method()).append('\n');
    out.append(request.canonicalPath()).append('\n');
    out.append(request.query().canonical()).append('\n');
    for (String name : signedHeaders) {
      appendHeader(out, request.headers(), name);
    }
    out.append('\n');
    out.append(SignedHeaderNames.join(signedHeaders)).append('\n');
    out.append(request.payloadHash());
    return new CanonicalRequest(out.toString());
  }

  /** The text; each character stands for a byte. */
  public String text() {
    return text;
  }

  /** Lower-case hexadecimal SHA-256 of the text, as the string to sign has it. */
  public String sha256Hex() {
    return Sha256.hex(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public String toString() {
    return text;
  }

  private static void appendHeader(StringBuilder out, Headers headers, String name)
      throws MalformedRequestException {
    out.append(name).append(':');
    boolean found = false;
    for (Headers.Field field : headers.fields()) {
      if (field.name().equals(name)) {
        if (found) {
          out.append(',');
        }
        appendFolded(out, field.value());
        found = true;
      }
    }
    if (!found) {
      throw new MalformedRequestException(
          "the header " + name + " is named in SignedHeaders and absent from the request");
    }
    out.append('\n');
  }

  private static void appendFolded(StringBuilder out, String value)
      throws MalformedRequestException {
    boolean blankBefore = true;
    boolean folded = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean blank = c == ' ' || c == '\t';
      if (!blank) {
        requireVisible(c);
      }
      folded &= c != '\t' && !(blank && blankBefore);
      blankBefore = blank;
    }
    if (folded && (value.isEmpty() || !blankBefore)) {
      out.append(value); // as nearly every value is sent
    } else {
      appendWords(out, value);
    }
  }

  private static void appendWords(StringBuilder out, String value) {
    boolean begun = false;
    boolean space = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\t') {
        space = begun;
      } else {
        if (space) {
          out.append(' ');
        }
        out.append(c);
        begun = true;
        space = false;
      }
    }
  }

  /** A line end in a value would forge a line; a character above 255 is no byte of a header. */
  private static void requireVisible(char c) throws MalformedRequestException {
    if (c < ' ' || c == 0x7f || c > 0xff) {
      throw new MalformedRequestException(
          "a signed header has a control character or a character that is not a byte");
    }
  }
}
