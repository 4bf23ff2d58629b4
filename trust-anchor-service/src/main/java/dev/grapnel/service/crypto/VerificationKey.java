package dev.grapnel.service.crypto;

import dev.grapnel.service.crypto.VerificationAlgorithm.Ecdsa;
import dev.grapnel.service.crypto.VerificationAlgorithm.Ed25519;
import dev.grapnel.service.crypto.VerificationAlgorithm.MlDsa;
import dev.grapnel.service.crypto.VerificationAlgorithm.RsaPkcs1;
import dev.grapnel.service.crypto.VerificationAlgorithm.RsaPss;
import java.security.PublicKey;
import java.util.Optional;

/**
 * A public key that has passed the key rules, ready to verify with the provider that made it.
 * Immutable and thread-safe.
 */
public final class VerificationKey {
  private final VerificationProvider provider;
  private final KeyRules rules;
  private final PublicKey publicKey;

  VerificationKey(VerificationProvider provider, KeyRules rules, PublicKey publicKey) {
    this.provider = provider;
    this.rules = rules;
    this.publicKey = publicKey;
  }

  public KeyKind kind() {
    return rules.kind();
  }

  /** The modulus' bits of an RSA key, the field's of an EC key, the key's own of others. */
  public int bits() {
    return rules.bits();
  }

  /** The key as the JCA has it. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** Whether the algorithm goes with this key. */
  public boolean fits(VerificationAlgorithm algorithm) {
    KeyKind kind = rules.kind();
    return switch (algorithm) {
      case RsaPkcs1 _ -> kind == KeyKind.RSA;
      case RsaPss pss -> kind == KeyKind.RSA || (kind == KeyKind.RSA_PSS && pssAllows(pss));
      case Ecdsa _ -> kind.isEc();
      case Ed25519 _ -> kind == KeyKind.ED25519;
      case MlDsa _ -> kind.isMlDsa();
    };
  }

  /**
   * Whether the key made that signature of the message by that algorithm; false, without any
   * arithmetic, where the algorithm does not fit or the signature's encoding is not exact.
   */
  public boolean verify(VerificationAlgorithm algorithm, byte[] message, byte[] signature) {
    return fits(algorithm)
        && isEncoded(signature)
        && provider.verify(publicKey, algorithm, message, signature);
  }

  private boolean pssAllows(RsaPss algorithm) {
    Optional<PssRestriction> restriction = rules.pss();
    return restriction.isEmpty() || restriction.get().allows(algorithm);
  }

  private boolean isEncoded(byte[] signature) {
    return switch (rules.kind()) {
      case RSA, RSA_PSS -> signature.length == (rules.bits() + 7) / 8;
      case P256, P384, P521 -> SignatureEncoding.isEcdsa(signature, (rules.bits() + 7) / 8);
      case ED25519 -> signature.length == 64;
      case ML_DSA_44 -> signature.length == 2_420;
      case ML_DSA_65 -> signature.length == 3_309;
      case ML_DSA_87 -> signature.length == 4_627;
    };
  }
}
