package dev.grapnel.service.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs checkpoints and verifies them. Thread-safe. */
final class CheckpointSigner {
  private final Ed25519PrivateKeyParameters key;
  private final Ed25519PublicKeyParameters publicKey;

  /** With the key that the 32-byte seed makes (RFC 8032 section 5.1.5). */
  CheckpointSigner(byte[] seed) {
    key = new Ed25519PrivateKeyParameters(seed, 0);
    publicKey = key.generatePublicKey();
  }

  Checkpoint sign(String replica, MacChain.Link link, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.SECONDS);
    byte[] message = Checkpoint.message(replica, link.sequence(), link.mac(), at);
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return new Checkpoint(replica, link.sequence(), link.mac(), at, signer.generateSignature());
  }

  boolean verifies(Checkpoint checkpoint) {
    byte[] message = checkpoint.message();
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(false, publicKey);
    signer.update(message, 0, message.length);
    return signer.verifySignature(checkpoint.signature());
  }
}
