package dev.grapnel.packaging.oci;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes that an image names by their SHA-256. */
@SuppressWarnings("ArrayRecordComponent") // Written once and never compared.
record Blob(byte[] bytes) {

  static Blob ofText(String text) {
    return new Blob(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lower-case hexadecimal. */
  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JSON by which others refer to it. */
  String descriptor(String mediaType) {
    return """
    {"mediaType":"%s","digest":"sha256:%s","size":%d}\
    """
        .formatted(mediaType, sha256(), bytes.length);
  }
}
