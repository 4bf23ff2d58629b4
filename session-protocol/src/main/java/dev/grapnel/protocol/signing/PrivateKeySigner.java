package dev.grapnel.protocol.signing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** A private key in memory, or one that a JCA provider keeps. Thread-safe where the key is. */
public final class PrivateKeySigner implements MessageSigner {
  private final PrivateKey key;
  private final SigningAlgorithm algorithm;

  /** The algorithm follows from the key: RSA, EC or ML-DSA. */
  public PrivateKeySigner(PrivateKey key) throws MalformedRequestException {
    this.key = key;
    algorithm = SigningAlgorithm.ofKeyAlgorithm(key.getAlgorithm());
  }

  /** The algorithm that the key signs with. */
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public byte[] sign(byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm.jcaName());
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }
}
