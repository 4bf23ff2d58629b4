package dev.grapnel.service.revocation;

import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.path.WorkBudget;
import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.service.x509.SignedStructure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of one CRL's signature: a CRL may be long, so it is verified with each key once.
 * Thread-safe.
 */
final class CrlSignatures {
  enum Answer {
    GOOD,
    BAD,
    /** The budget does not suffice to find out. */
    UNPAID
  }

  /** A CRL's issuer has few keys; whatever comes beyond is verified each time. */
  private static final int MAX_KEYS = 32;

  private final Map<DerValue, Boolean> byKey = new ConcurrentHashMap<>();

  /** Whether that CA signed it; for a CRL that comes in, which no request pays for. */
  boolean isSignedBy(SignedStructure signed, ParsedCertificate signer, SignatureRules rules) {
    Boolean known = byKey.get(signer.publicKeyInfo());
    return known != null ? known : verify(signed, List.of(signer), rules);
  }

  /** Whether the first of the signers signed it. */
  Answer verify(
      SignedStructure signed,
      List<ParsedCertificate> signers,
      SignatureRules rules,
      WorkBudget budget) {
    ParsedCertificate signer = signers.getFirst();
    Boolean known = byKey.get(signer.publicKeyInfo());
    if (known == null) {
      if (!budget.spendSignature(rules.cost(signer))) {
        return Answer.UNPAID;
      }
      known = verify(signed, signers, rules);
    }
    return known ? Answer.GOOD : Answer.BAD;
  }

  private boolean verify(
      SignedStructure signed, List<ParsedCertificate> signers, SignatureRules rules) {
    boolean good = rules.verify(signed, signers);
    if (byKey.size() < MAX_KEYS) {
      byKey.put(signers.getFirst().publicKeyInfo(), good);
    }
    return good;
  }
}
