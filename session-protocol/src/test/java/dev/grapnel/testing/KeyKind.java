package dev.grapnel.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;

/** The kinds of keys that tests make, good and bad. */
public enum KeyKind {
  RSA_1024("RSA", "1024"),
  RSA_2048("RSA", "2048"),
  RSA_3072("RSA", "3072"),
  P256("EC", "secp256r1"),
  P384("EC", "secp384r1"),
  P521("EC", "secp521r1"),
  ED25519("Ed25519", ""),
  ML_DSA_44("ML-DSA-44", ""),
  ML_DSA_65("ML-DSA-65", ""),
  ML_DSA_87("ML-DSA-87", "");

  private final String algorithm;
  private final String parameter;

  KeyKind(String algorithm, String parameter) {
    this.algorithm = algorithm;
    this.parameter = parameter;
  }

  /** A new key pair, made by the JDK. */
  public KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      switch (algorithm) {
        case "RSA" -> generator.initialize(Integer.parseInt(parameter));
        case "EC" -> generator.initialize(new ECGenParameterSpec(parameter));
        default -> {}
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The algorithm by which a CA with such a key signs certificates. */
  static String certificateSignature(PrivateKey key, boolean sha1) {
    String hash = sha1 ? "SHA1" : "SHA256";
    return switch (key.getAlgorithm()) {
      case "RSA" -> hash + "withRSA";
      case "EC" -> hash + "withECDSA";
      case "EdDSA" -> "Ed25519";
      case "ML-DSA" ->
          ((java.security.spec.NamedParameterSpec) ((java.security.AsymmetricKey) key).getParams())
              .getName();
      default -> key.getAlgorithm();
    };
  }
}
