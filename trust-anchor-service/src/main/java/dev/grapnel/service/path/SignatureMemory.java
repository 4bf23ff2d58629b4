package dev.grapnel.service.path;

import dev.grapnel.service.x509.ParsedCertificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures once for each pair of certificates and pays for each from the budget. Not
 * thread-safe.
 */
final class SignatureMemory {
  /** What is known of a signature. */
  enum Answer {
    GOOD,
    BAD,
    /** The budget does not suffice to find out. */
    UNPAID
  }

  private record Edge(ParsedCertificate subject, ParsedCertificate issuer) {}

  private final SignatureRules rules;
  private final WorkBudget budget;
  private final Map<Edge, Boolean> known = new HashMap<>();

  SignatureMemory(SignatureRules rules, WorkBudget budget) {
    this.rules = rules;
    this.budget = budget;
  }

  /** Whether it is known already that this issuer did not sign it. */
  boolean isKnownBad(ParsedCertificate subject, ParsedCertificate issuer) {
    return Boolean.FALSE.equals(known.get(new Edge(subject, issuer)));
  }

  /** Whether the first of the issuers signed it. */
  Answer verify(ParsedCertificate subject, List<ParsedCertificate> issuers) {
    Edge edge = new Edge(subject, issuers.getFirst());
    @Nullable Boolean before = known.get(edge);
    if (before == null) {
      if (!budget.spendSignature(rules.cost(edge.issuer()))) {
        return Answer.UNPAID;
      }
      before = rules.verify(subject.signed(), issuers);
      known.put(edge, before);
    }
    return before ? Answer.GOOD : Answer.BAD;
  }
}
