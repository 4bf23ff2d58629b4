package dev.grapnel.service.path;

import dev.grapnel.service.x509.ParsedCertificate;
import java.util.Optional;

/**
 * What a validator said of a case.
 *
 * @param rule the rule that was broken; empty where the case was accepted
 */
record CaseResult(boolean accepted, Optional<PathRule> rule, String why) {
  static CaseResult accept() {
    return new CaseResult(true, Optional.empty(), "accepted");
  }

  static CaseResult malformed(String why) {
    return new CaseResult(false, Optional.of(PathRule.MALFORMED), why);
  }

  /** An outcome, where certificates that could not be read explain a missing issuer. */
  static CaseResult of(PathOutcome outcome, String unreadable) {
    return switch (outcome) {
      case PathOutcome.Accepted _ -> accept();
      case PathOutcome.Refused(Refusal refusal) ->
          refusal.rule() == PathRule.NO_ISSUER && !unreadable.isEmpty()
              ? malformed(unreadable)
              : new CaseResult(false, Optional.of(refusal.rule()), message(refusal));
    };
  }

  private static String message(Refusal refusal) {
    ParsedCertificate certificate = refusal.certificate();
    return refusal.place().label() + " " + certificate + ": " + refusal.detail();
  }
}
