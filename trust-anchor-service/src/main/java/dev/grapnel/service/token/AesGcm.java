package dev.grapnel.service.token;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under keys that are each used for one message: key and nonce both come from a
 * derivation with a fresh salt, so there is no limit on how many messages a ring key may seal.
 */
final class AesGcm {
  static final int TAG_LENGTH = 16;

  /** Bytes of derived material that one message takes: a key and a nonce. */
  static final int MATERIAL_LENGTH = KeyRing.KEY_LENGTH + 12;

  private static final int TAG_BITS = 8 * TAG_LENGTH;

  private AesGcm() {}

  static byte[] seal(byte[] material, byte[] associated, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, material, associated).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM cannot seal", e);
    }
  }

  /** The plain text; empty if anything was changed. */
  static Optional<byte[]> open(byte[] material, byte[] associated, byte[] sealed) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, material, associated).doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM cannot open", e);
    }
  }

  private static Cipher cipher(int mode, byte[] material, byte[] associated)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec key = new SecretKeySpec(material, 0, KeyRing.KEY_LENGTH, "AES");
    GCMParameterSpec nonce =
        new GCMParameterSpec(
            TAG_BITS, material, KeyRing.KEY_LENGTH, MATERIAL_LENGTH - KeyRing.KEY_LENGTH);
    cipher.init(mode, key, nonce);
    cipher.updateAAD(associated);
    return cipher;
  }
}
