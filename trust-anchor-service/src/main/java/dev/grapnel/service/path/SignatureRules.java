package dev.grapnel.service.path;

import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.service.x509.SignedStructure;
import java.util.List;
import java.util.Optional;

/** Which keys and signature algorithms are accepted, and the arithmetic. Thread-safe. */
public interface SignatureRules {
  /** What is wrong with a certificate's public key; empty if it is accepted. No arithmetic. */
  Optional<String> keyProblem(ParsedCertificate certificate);

  /** What is wrong with a signature's algorithm; empty if it is accepted. */
  Optional<String> algorithmProblem(SignedStructure signed);

  /**
   * What a verification with that key costs, in the units of {@link PathLimits#signatureCost};
   * asked only for keys that are accepted.
   */
  int cost(ParsedCertificate issuer);

  /**
   * Whether the first of the issuers made the signature.
   *
   * @param issuers the signer's certificate and those above it up to the anchor, for keys that
   *     inherit their parameters
   */
  boolean verify(SignedStructure signed, List<ParsedCertificate> issuers);
}
