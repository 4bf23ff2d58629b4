package dev.grapnel.protocol.secret;

import java.nio.charset.StandardCharsets;

/**
 * Bytes that nobody may see by accident: printed as {@code <redacted>}, compared in constant time.
 * Immutable and thread-safe. Not a record, and without {@code Serializable}, so that nothing prints
 * or writes it unasked.
 */
public final class SecretValue {
  private final byte[] bytes;

  private SecretValue(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes. */
  public static SecretValue of(byte[] bytes) {
    return new SecretValue(bytes.clone());
  }

  /** The text's UTF-8 bytes; for secrets that reach us as text, such as a JSON member. */
  public static SecretValue ofText(String text) {
    return new SecretValue(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. Search for this name to find every place that sees secrets. */
  public byte[] reveal() {
    return bytes.clone();
  }

  /** The bytes as UTF-8 text; for the wire and for files, never for messages. */
  public String revealText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** How many bytes there are. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretValue that && ConstantTime.equals(bytes, that.bytes);
  }

  /** The length alone: a hash of the bytes would say something about them. */
  @Override
  public int hashCode() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "<redacted>";
  }
}
