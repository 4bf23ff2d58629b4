package dev.grapnel.protocol.signing;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.HexFormat;

/**
 * Checks the signature of a CreateSession with the JDK's own algorithms, and nothing but the
 * signature: neither the certificate nor the time nor which headers are signed.
 */
public final class X509Verifier {
  private X509Verifier() {}

  /**
   * Whether the key made the authorization's signature over the request.
   *
   * @throws GeneralSecurityException if the algorithm does not take the key
   */
  public static boolean verifies(
      PublicKey key, Authorization authorization, AmzDate date, SignableRequest request)
      throws GeneralSecurityException, MalformedRequestException {
    Signature signature = Signature.getInstance(authorization.algorithm().jcaName());
    signature.initVerify(key);
    signature.update(request.stringToSign(authorization, date).bytes());
    try {
      return signature.verify(HexFormat.of().parseHex(authorization.signature()));
    } catch (SignatureException _) {
      return false; // not the encoding of a signature
    }
  }
}
