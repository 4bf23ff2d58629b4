package dev.grapnel.service.x509;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value: immutable, equal when the bytes are. */
public final class DerValue {
  private final byte[] bytes;

  public DerValue(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** A reader of the bytes. */
  public DerReader reader() {
    return DerReader.of(bytes);
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DerValue that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
