package dev.grapnel.protocol.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PEM text line by line. The text stays in bytes: a String of a private key could not be
 * wiped nor kept out of a heap dump.
 */
final class PemScanner {
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "-----END ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final int MAX_LABEL_LENGTH = 64;

  private final byte[] text;
  private int position;
  private int lineStart;
  private int lineEnd;

  PemScanner(byte[] text) {
    this.text = text.clone();
    boolean byteOrderMark =
        Arrays.equals(text, 0, Math.min(BOM.length, text.length), BOM, 0, BOM.length);
    position = byteOrderMark ? BOM.length : 0;
  }

  /** The next block, or null at the text's end. */
  @Nullable PemBlock next() throws MalformedCertificateException {
    while (nextLine()) {
      if (lineBeginsWith(BEGIN)) {
        String label = label(BEGIN);
        return new PemBlock(label, content(label));
      }
      if (lineBeginsWith(END)) {
        throw new MalformedCertificateException("a PEM block ends that did not begin");
      }
    }
    return null;
  }

  /** The content's lines are moved together in place, so that a block costs its own length. */
  private byte[] content(String label) throws MalformedCertificateException {
    int start = position;
    int length = 0;
    while (nextLine()) {
      if (lineBeginsWith(END)) {
        requireSameLabel(label);
        return decode(Arrays.copyOfRange(text, start, start + length), label);
      }
      requireContentLine(label);
      System.arraycopy(text, lineStart, text, start + length, lineEnd - lineStart);
      length += lineEnd - lineStart;
    }
    throw new MalformedCertificateException(
        "the PEM block " + label + " does not end; expected -----END " + label + "-----");
  }

  private void requireSameLabel(String label) throws MalformedCertificateException {
    if (!label(END).equals(label)) {
      throw new MalformedCertificateException(
          "the PEM block "
              + label
              + " ends under another name; expected -----END "
              + label
              + "-----");
    }
  }

  private void requireContentLine(String label) throws MalformedCertificateException {
    if (lineBeginsWith(BEGIN)) {
      throw new MalformedCertificateException(
          "the PEM block " + label + " does not end before the next begins");
    }
    for (int i = lineStart; i < lineEnd; i++) {
      if (text[i] == ':') {
        throw new MalformedCertificateException(
            "the PEM block "
                + label
                + " has headers (RFC 1421), as old encrypted keys have; convert it to PKCS#8");
      }
    }
  }

  private static byte[] decode(byte[] base64, String label) throws MalformedCertificateException {
    try {
      return StrictBase64.decode(base64);
    } catch (MalformedCertificateException e) {
      throw new MalformedCertificateException("the PEM block " + label + " is " + e.getMessage());
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  private String label(byte[] prefix) throws MalformedCertificateException {
    int start = lineStart + prefix.length;
    int end = lineEnd - DASHES.length;
    boolean closed = end > start && Arrays.equals(text, end, lineEnd, DASHES, 0, DASHES.length);
    if (!closed || end - start > MAX_LABEL_LENGTH) {
      throw new MalformedCertificateException(
          "a PEM line begins like -----BEGIN or -----END and does not end in -----");
    }
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private boolean lineBeginsWith(byte[] prefix) {
    return lineEnd - lineStart >= prefix.length
        && Arrays.equals(text, lineStart, lineStart + prefix.length, prefix, 0, prefix.length);
  }

  /** Moves to the next line, blanks at its end left out; false at the text's end. */
  private boolean nextLine() {
    if (position >= text.length) {
      return false;
    }
    lineStart = position;
    while (position < text.length && text[position] != '\n' && text[position] != '\r') {
      position++;
    }
    lineEnd = position;
    while (lineEnd > lineStart && (text[lineEnd - 1] == ' ' || text[lineEnd - 1] == '\t')) {
      lineEnd--;
    }
    boolean carriageReturn = position < text.length && text[position] == '\r';
    position++;
    if (carriageReturn && position < text.length && text[position] == '\n') {
      position++;
    }
    return true;
  }
}
