package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** Whether a key belongs to a certificate: what one signs, the other verifies. */
final class KeyMatch {
  private static final byte[] PROBE =
      "grapnel-agent: does this key belong to that certificate?"
          .getBytes(StandardCharsets.US_ASCII);

  private KeyMatch() {}

  static void require(WorkloadIdentity identity, String where) throws ProblemException {
    try {
      Signature verifier = Signature.getInstance(identity.algorithm().jcaName());
      verifier.initVerify(identity.leaf().publicKey());
      verifier.update(PROBE);
      if (verifier.verify(identity.signer().sign(PROBE))) {
        return;
      }
    } catch (GeneralSecurityException _) {
      // A signature of another size is no signature of this key; said below.
    }
    throw new ProblemException(
        "the private key in " + where + " does not belong to the certificate",
        "give the key that the certificate was issued for; if they are being replaced, try again");
  }
}
