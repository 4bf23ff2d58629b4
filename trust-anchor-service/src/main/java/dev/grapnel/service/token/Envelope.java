package dev.grapnel.service.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Bytes sealed under a key that has an id: a version byte, the key's id, a random salt, the cipher
 * text and its tag. All that stands before the cipher text, and the context, are associated data;
 * the message's own AES key comes from the key, the salt and the context.
 *
 * @param head all before the cipher text
 */
@SuppressWarnings("ArrayRecordComponent") // Never leaves the package; not compared.
record Envelope(long keyId, byte[] head, byte[] sealed) {
  private static final byte VERSION = 1;
  private static final int SALT_LENGTH = 16;
  private static final int HEAD_LENGTH = 1 + Long.BYTES + SALT_LENGTH;

  /**
   * Seals the content.
   *
   * @param key for this kind of content alone
   * @param context what the bytes go with and are worthless without
   */
  static byte[] seal(long keyId, byte[] key, String context, byte[] content, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    byte[] head = ByteBuffer.allocate(HEAD_LENGTH).put(VERSION).putLong(keyId).put(salt).array();
    byte[] sealed = AesGcm.seal(material(key, head, context), associated(head, context), content);
    return ByteBuffer.allocate(head.length + sealed.length).put(head).put(sealed).array();
  }

  /** As {@link #seal}, in base64url. */
  static String sealText(
      long keyId, byte[] key, String context, byte[] content, SecureRandom random) {
    byte[] all = seal(keyId, key, context, content, random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** Takes the bytes apart; empty if they are not such as {@link #seal} makes. */
  static Optional<Envelope> parse(byte[] all) {
    if (all.length < HEAD_LENGTH + AesGcm.TAG_LENGTH || all[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(all);
    byte[] head = new byte[HEAD_LENGTH];
    byte[] sealed = new byte[all.length - HEAD_LENGTH];
    bytes.get(head).get(sealed);
    return Optional.of(new Envelope(bytes.getLong(1), head, sealed));
  }

  /** Takes the text apart; empty if it is not such as {@link #sealText} makes. */
  static Optional<Envelope> parseText(String text, int maxLength) {
    return text.length() > maxLength ? Optional.empty() : parse(decoded(text));
  }

  /** Characters of text for that many bytes of content. */
  static int textLength(int contentLength) {
    int bytes = HEAD_LENGTH + contentLength + AesGcm.TAG_LENGTH;
    return (bytes * 4 + 2) / 3;
  }

  /** The content; empty if anything was changed or the context is another. */
  Optional<byte[]> open(byte[] key, String context) {
    return AesGcm.open(material(key, head, context), associated(head, context), sealed);
  }

  private static byte[] material(byte[] key, byte[] head, String context) {
    return Derivation.hkdf(key, head, context, AesGcm.MATERIAL_LENGTH);
  }

  private static byte[] associated(byte[] head, String context) {
    byte[] text = context.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + text.length).put(head).put(text).array();
  }

  /** The bytes; none unless the text is the one text that encodes them. */
  private static byte[] decoded(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return again.equals(text) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
