package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.DerReader;
import dev.grapnel.service.x509.DerTag;
import dev.grapnel.service.x509.DistributionPoint;
import dev.grapnel.service.x509.DistributionPoint.PointName;
import dev.grapnel.service.x509.MalformedX509Exception;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a CRL speaks of: its issuing distribution point (RFC 5280 section 5.2.5).
 *
 * @param reasons bits as in ReasonFlags; empty for all
 */
record CrlScope(
    Optional<PointName> point,
    boolean onlyUserCertificates,
    boolean onlyCaCertificates,
    OptionalInt reasons,
    boolean indirect,
    boolean onlyAttributeCertificates) {
  /** Everything that the CRL's issuer issued. */
  static final CrlScope ALL =
      new CrlScope(Optional.empty(), false, false, OptionalInt.empty(), false, false);

  static CrlScope read(DerReader value) throws MalformedX509Exception {
    DerReader reader = value.sequence();
    Optional<PointName> point = Optional.empty();
    if (reader.nextIs(DerTag.constructed(0))) {
      point = Optional.of(DistributionPoint.readName(reader.enter(DerTag.constructed(0))));
    }
    boolean onlyUser = flag(reader, 1);
    boolean onlyCa = flag(reader, 2);
    OptionalInt reasons = OptionalInt.empty();
    if (reader.nextIs(DerTag.primitive(3))) {
      reasons = OptionalInt.of(reader.namedBits(DerTag.primitive(3)));
    }
    CrlScope scope =
        new CrlScope(point, onlyUser, onlyCa, reasons, flag(reader, 4), flag(reader, 5));
    reader.requireEnd();
    return scope;
  }

  /** Whether certificates of that kind are in its scope at all. */
  boolean covers(boolean ca) {
    return !onlyAttributeCertificates && (ca ? !onlyUserCertificates : !onlyCaCertificates);
  }

  private static boolean flag(DerReader reader, int number) throws MalformedX509Exception {
    int tag = DerTag.primitive(number);
    return reader.nextIs(tag) && reader.bool(tag);
  }
}
