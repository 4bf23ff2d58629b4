package dev.grapnel.service.policy.condition;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Strict base64 of RFC 4648 section 4, with its padding. */
final class Base64Text {
  private Base64Text() {}

  /**
   * The bytes of a text that is the one way to write them: two texts that differ in bits which
   * stand for nothing are not alike. Null of any other text.
   */
  static byte @Nullable [] decodeCanonical(String text) {
    byte[] bytes = decode(text);
    return bytes != null && Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : null;
  }

  /** The bytes, or null where the text is no base64. */
  static byte @Nullable [] decode(String text) {
    if (text.length() % 4 != 0) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
