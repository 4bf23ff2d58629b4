package dev.grapnel.service.crypto;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.jspecify.annotations.Nullable;

/** What an RSASSA-PSS key's own parameters demand of its signatures (RFC 4055 section 3.3). */
record PssRestriction(HashFunction hash, int minSaltBytes) {

  /** The restriction of a key's parameters; empty where there are none. */
  static Optional<PssRestriction> of(@Nullable ASN1Encodable parameters)
      throws UnacceptableKeyException {
    if (parameters == null) {
      return Optional.empty();
    }
    return Optional.of(
        AlgorithmIdentifiers.pss(parameters)
            .map(pss -> new PssRestriction(pss.hash(), pss.saltLengthBytes()))
            .orElseThrow(
                () ->
                    new UnacceptableKeyException(
                        "the RSASSA-PSS key's parameters are not SHA-256, SHA-384 or SHA-512 with"
                            + " MGF1 and the same hash function")));
  }

  boolean allows(VerificationAlgorithm.RsaPss algorithm) {
    return algorithm.hash() == hash && algorithm.saltLengthBytes() >= minSaltBytes;
  }
}
