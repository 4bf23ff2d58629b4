package dev.grapnel.protocol.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Comparison that takes as long whether the first byte differs or the last. */
public final class ConstantTime {
  private ConstantTime() {}

  /** Whether the arrays hold the same bytes; only their lengths show in the time it takes. */
  public static boolean equals(byte[] expected, byte[] given) {
    return MessageDigest.isEqual(expected, given);
  }

  /** Whether the texts are the same; only their lengths show in the time it takes. */
  public static boolean equals(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
