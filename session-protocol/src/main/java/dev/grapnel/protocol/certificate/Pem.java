package dev.grapnel.protocol.certificate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * PEM texts (RFC 7468). Lines outside of blocks are ignored, as the RFC has it, so that the output
 * of {@code openssl x509 -text} can be read; inside a block nothing but canonical base64 is
 * accepted, a line end and blanks at the end of a line apart.
 */
public final class Pem {
  /** The longest text that is read, in bytes. */
  public static final int MAX_BYTES = 1_048_576;

  /** The most blocks that are read. */
  public static final int MAX_BLOCKS = 1_000;

  public static final String CERTIFICATE = "CERTIFICATE";

  private Pem() {}

  /** Every block, in order; none for a text without any. */
  public static List<PemBlock> blocks(byte[] text) throws MalformedCertificateException {
    if (text.length > MAX_BYTES) {
      throw new MalformedCertificateException(
          "the PEM text has " + text.length + " bytes; at most " + MAX_BYTES + " are allowed");
    }
    PemScanner scanner = new PemScanner(text);
    List<PemBlock> blocks = new ArrayList<>();
    for (PemBlock block = scanner.next(); block != null; block = scanner.next()) {
      if (blocks.size() == MAX_BLOCKS) {
        throw new MalformedCertificateException(
            "the PEM text has more than " + MAX_BLOCKS + " blocks");
      }
      blocks.add(block);
    }
    return blocks;
  }

  /**
   * Every certificate, in order, at least one; blocks of other kinds, such as a private key, are
   * passed over.
   */
  public static List<DerCertificate> certificates(byte[] text)
      throws MalformedCertificateException {
    List<DerCertificate> certificates = new ArrayList<>();
    for (PemBlock block : blocks(text)) {
      if (block.label().equals(CERTIFICATE)) {
        certificates.add(DerCertificate.of(block.content()));
      }
    }
    if (certificates.isEmpty()) {
      throw new MalformedCertificateException(
          "no certificate in the PEM text; expected -----BEGIN CERTIFICATE-----");
    }
    return certificates;
  }

  /** Every certificate of a text; see {@link #certificates(byte[])}. */
  public static List<DerCertificate> certificates(String text)
      throws MalformedCertificateException {
    return certificates(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One block, in lines of 64 characters. */
  public static String encode(String label, byte[] content) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN "
        + label
        + "-----\n"
        + lines.encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
