package dev.grapnel.protocol.certificate;

/** One block of a PEM text: its label, such as {@code CERTIFICATE}, and its decoded bytes. */
public final class PemBlock {
  private final String label;
  private final byte[] content;

  PemBlock(String label, byte[] content) {
    this.label = label;
    this.content = content;
  }

  public String label() {
    return label;
  }

  /** A copy of the bytes; may be a private key. */
  public byte[] content() {
    return content.clone();
  }

  /** The label alone: the bytes may be a private key. */
  @Override
  public String toString() {
    return "PemBlock[" + label + ']';
  }
}
