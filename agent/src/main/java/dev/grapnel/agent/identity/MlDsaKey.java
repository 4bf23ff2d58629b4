package dev.grapnel.agent.identity;

import dev.grapnel.protocol.signing.MessageSigner;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * ML-DSA keys (FIPS 204) in each of the three forms of RFC 9881: seed, expanded key, or both.
 * BouncyCastle reads and uses them, because the JDK reads one of the three. Signatures are the
 * deterministic variant with an empty context, as the AWS helper's are.
 */
final class MlDsaKey implements MessageSigner {
  private final MLDSAPrivateKeyParameters key;

  private MlDsaKey(MLDSAPrivateKeyParameters key) {
    this.key = key;
  }

  static MlDsaKey of(byte[] pkcs8) throws GeneralSecurityException {
    try {
      AsymmetricKeyParameter parsed = PrivateKeyFactory.createKey(pkcs8);
      if (parsed instanceof MLDSAPrivateKeyParameters key) {
        return new MlDsaKey(key);
      }
    } catch (IOException | RuntimeException _) {
      // Its message may quote the key.
    }
    throw new GeneralSecurityException("not an ML-DSA key");
  }

  @Override
  public byte[] sign(byte[] message) throws GeneralSecurityException {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new SignatureException(e);
    }
  }
}
