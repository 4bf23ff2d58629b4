package dev.grapnel.service.path;

import dev.grapnel.service.x509.ParsedCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The most telling of the violations that a search met: a missing issuer says the least, since each
 * way that leads nowhere has one. Of equals the first stays, which the likeliest path met.
 */
final class Objections {
  private final ParsedCertificate leaf;
  private @Nullable Violation best;

  Objections(ParsedCertificate leaf) {
    this.leaf = leaf;
  }

  void add(Violation violation) {
    if (best == null || weight(violation) > weight(best)) {
      best = violation;
    }
  }

  Violation mostTelling() {
    return best != null
        ? best
        : new Violation(PathRule.NO_ISSUER, leaf, "no certificate leads from it to a trust anchor");
  }

  private static int weight(Violation violation) {
    return switch (violation.rule()) {
      case NO_ISSUER -> 0;
      case SIGNATURE_INVALID -> 1;
      default -> 2;
    };
  }
}
