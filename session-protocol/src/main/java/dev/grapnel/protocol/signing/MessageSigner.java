package dev.grapnel.protocol.signing;

import java.security.GeneralSecurityException;

/** A private key, wherever it is kept, that signs a message. */
@FunctionalInterface
public interface MessageSigner {
  /**
   * The signature of the message, as the {@link SigningAlgorithm} of the key has it on the wire.
   */
  byte[] sign(byte[] message) throws GeneralSecurityException;
}
