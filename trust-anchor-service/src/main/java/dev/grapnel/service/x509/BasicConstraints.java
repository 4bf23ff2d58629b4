package dev.grapnel.service.x509;

import java.util.OptionalInt;

/**
 * The basic constraints extension (RFC 5280 section 4.2.1.9).
 *
 * @param pathLength how many CA certificates that are not self-issued may follow
 */
public record BasicConstraints(boolean ca, boolean critical, OptionalInt pathLength) {
  static BasicConstraints read(DerReader value, boolean critical) throws MalformedX509Exception {
    DerReader reader = value.sequence();
    boolean ca = reader.nextIs(DerTag.BOOLEAN) && reader.bool();
    OptionalInt pathLength = OptionalInt.empty();
    if (reader.hasMore()) {
      pathLength = OptionalInt.of(reader.count(DerTag.INTEGER));
    }
    reader.requireEnd();
    return new BasicConstraints(ca, critical, pathLength);
  }
}
