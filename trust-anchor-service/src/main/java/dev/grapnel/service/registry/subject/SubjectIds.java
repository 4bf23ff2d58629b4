package dev.grapnel.service.registry.subject;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids of subjects. */
public final class SubjectIds {
  private SubjectIds() {}

  /**
   * The id of the account's subject of that name: a UUID of version 8 (RFC 9562) made of a SHA-256
   * of both, so that every replica gives it the same one without asking.
   */
  public static String of(String accountId, String x509Subject) {
    byte[] hash = sha256(accountId + '/' + x509Subject);
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    long high = (bytes.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (bytes.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
