package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.MalformedX509Exception;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * CRLs as files hold them: DER, or PEM blocks {@code X509 CRL} (RFC 7468 section 6). The reader of
 * certificates' PEM stops at 1 MiB; CRLs may be much longer.
 */
public final class CrlText {
  /** The most CRLs of one PEM text. */
  public static final int MAX_BLOCKS = 64;

  /** The longest text: {@link RevocationList#MAX_BYTES} in base64 with line ends, and room. */
  public static final int MAX_BYTES =
      RevocationList.MAX_BYTES / 3 * 4 + RevocationList.MAX_BYTES / 16;

  private static final int SEQUENCE = 0x30;
  private static final byte[] BEGIN = ascii("-----BEGIN X509 CRL-----");
  private static final byte[] END = ascii("-----END X509 CRL-----");

  private CrlText() {}

  /** Reads every CRL of a text, at least one. */
  public static List<RevocationList> parse(byte[] data) throws MalformedX509Exception {
    if (data.length > MAX_BYTES) {
      throw new MalformedX509Exception(
          "the CRL has %d bytes; at most %d are allowed".formatted(data.length, MAX_BYTES));
    }
    if (data.length > 0 && data[0] == SEQUENCE) {
      return List.of(RevocationList.parse(data));
    }
    List<RevocationList> lists = new ArrayList<>();
    int begin = indexOf(data, BEGIN, 0);
    while (begin >= 0) {
      int end = indexOf(data, END, begin);
      if (end < 0 || lists.size() == MAX_BLOCKS) {
        throw new MalformedX509Exception(
            "a PEM block X509 CRL does not end, or there are more than " + MAX_BLOCKS);
      }
      lists.add(RevocationList.parse(decode(data, begin + BEGIN.length, end)));
      begin = indexOf(data, BEGIN, end);
    }
    if (lists.isEmpty()) {
      throw new MalformedX509Exception(
          "there is no CRL in it; expected DER, or PEM with -----BEGIN X509 CRL-----");
    }
    return List.copyOf(lists);
  }

  private static byte[] decode(byte[] data, int start, int end) throws MalformedX509Exception {
    byte[] base64 = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      if (data[i] != '\n' && data[i] != '\r' && data[i] != ' ' && data[i] != '\t') {
        base64[length++] = data[i];
      }
    }
    try {
      return Base64.getDecoder().decode(Arrays.copyOf(base64, length));
    } catch (IllegalArgumentException _) {
      throw new MalformedX509Exception("a PEM block X509 CRL is not base64");
    }
  }

  private static int indexOf(byte[] data, byte[] text, int from) {
    for (int i = from; i <= data.length - text.length; i++) {
      if (data[i] == text[0] && Arrays.equals(data, i, i + text.length, text, 0, text.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
