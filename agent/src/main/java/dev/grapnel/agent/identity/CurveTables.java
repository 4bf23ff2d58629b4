package dev.grapnel.agent.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/**
 * The JDK computes a table of multiples of the P-256 generator before its first signature, which
 * takes as long as everything else that a signature needs. Another thread can do that while the
 * certificate is still being read, if the certificate is going to need it.
 */
final class CurveTables {
  /** The object identifier of prime256v1, 1.2.840.10045.3.1.7, as DER has it. */
  private static final byte[] P256 = {
    0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x03, 0x01, 0x07
  };

  private CurveTables() {}

  /** Begins, if the certificate's key is of P-256; returns at once. */
  static void prepareFor(byte[] certificate) {
    if (contains(certificate, P256)) {
      Thread.ofPlatform().daemon().name("curve-tables").start(CurveTables::compute);
    }
  }

  private static void compute() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      generator.generateKeyPair();
    } catch (GeneralSecurityException _) {
      // Then the first signature takes longer, or says what is wrong.
    }
  }

  private static boolean contains(byte[] whole, byte[] part) {
    for (int start = 0; start <= whole.length - part.length; start++) {
      int matched = 0;
      while (matched < part.length && whole[start + matched] == part[matched]) {
        matched++;
      }
      if (matched == part.length) {
        return true;
      }
    }
    return false;
  }
}
