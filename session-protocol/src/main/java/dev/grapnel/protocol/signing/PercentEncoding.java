package dev.grapnel.protocol.signing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Percent-encoding as canonical requests use it: UTF-8, upper-case digits, and only the unreserved
 * characters of RFC 3986 section 2.3 left as they are.
 */
final class PercentEncoding {
  private static final String DIGITS = "0123456789ABCDEF";
  private static final boolean[] UNRESERVED = unreserved();

  private PercentEncoding() {}

  private static boolean[] unreserved() {
    boolean[] table = new boolean[0x80];
    for (char c = 0; c < table.length; c++) {
      table[c] =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.'
              || c == '_'
              || c == '~';
    }
    return table;
  }

  private static boolean isUnreserved(char c) {
    return c < 0x80 && UNRESERVED[c];
  }

  /** Appends the text encoded. */
  static void encode(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnreserved(c)) {
        out.append(c);
      } else if (c < 0x80) {
        encode(out, (byte) c);
      } else {
        encodeRest(out, text.substring(i));
        return;
      }
    }
  }

  /** Appends one byte as {@code %XX}. */
  static void encode(StringBuilder out, byte value) {
    out.append('%').append(DIGITS.charAt((value >> 4) & 0xf)).append(DIGITS.charAt(value & 0xf));
  }

  /**
   * The text decoded, {@code +} standing for a space; the name says in the message what the text
   * is.
   */
  static String decode(String text, String name) throws MalformedRequestException {
    int length = text.length();
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      requireAscii(text, name);
      return text;
    }
    byte[] bytes = new byte[length];
    int count = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes[count++] = escaped(text, i, name);
        i += 2;
      } else {
        bytes[count++] = (byte) (c == '+' ? ' ' : c);
      }
    }
    requireAscii(text, name);
    return utf8(Arrays.copyOf(bytes, count), name);
  }

  private static byte escaped(String text, int percent, String name)
      throws MalformedRequestException {
    int high = percent + 2 < text.length() ? digit(text.charAt(percent + 1)) : -1;
    int low = high < 0 ? -1 : digit(text.charAt(percent + 2));
    if (low < 0) {
      throw new MalformedRequestException(
          "the " + name + " has a % that two hexadecimal digits do not follow");
    }
    return (byte) (high << 4 | low);
  }

  private static int digit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static void requireAscii(String text, String name) throws MalformedRequestException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new MalformedRequestException(
            "the " + name + " has a character that must be percent-encoded");
      }
    }
  }

  private static String utf8(byte[] bytes, String name) throws MalformedRequestException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedRequestException("the " + name + " is not UTF-8 once decoded");
    }
  }

  private static void encodeRest(StringBuilder out, String text) {
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (value & 0xff);
      if (isUnreserved(c)) {
        out.append(c);
      } else {
        encode(out, value);
      }
    }
  }
}
