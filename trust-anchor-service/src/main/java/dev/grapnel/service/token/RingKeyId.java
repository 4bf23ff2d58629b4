package dev.grapnel.service.token;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names a key of the ring: 8 random bytes. */
public record RingKeyId(long value) implements Comparable<RingKeyId> {
  static final int LENGTH = Long.BYTES;

  static RingKeyId random(SecureRandom random) {
    return new RingKeyId(random.nextLong());
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is not 16 hexadecimal digits
   */
  public static RingKeyId parse(String text) {
    if (text.length() != 2 * LENGTH) {
      throw new IllegalArgumentException("a ring key's id has 16 hexadecimal digits");
    }
    return new RingKeyId(HexFormat.fromHexDigitsToLong(text));
  }

  byte[] bytes() {
    return java.nio.ByteBuffer.allocate(LENGTH).putLong(value).array();
  }

  @Override
  public int compareTo(RingKeyId that) {
    return Long.compareUnsigned(value, that.value);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
