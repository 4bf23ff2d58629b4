package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.DerReader;
import dev.grapnel.service.x509.DerTag;
import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.DistinguishedName;
import dev.grapnel.service.x509.Extension;
import dev.grapnel.service.x509.ExtensionValues;
import dev.grapnel.service.x509.GeneralName;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.Oids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of a CRL.
 *
 * @param certificateIssuer whose certificate it is, if the entry says so (RFC 5280 section 5.3.3)
 * @param defective whether it has a critical extension that is not understood
 */
record CrlEntry(
    DerValue serial,
    Instant revokedAt,
    CrlReason reason,
    Optional<DistinguishedName> certificateIssuer,
    boolean defective) {
  /** The most names of one entry's certificate issuer. */
  static final int MAX_ISSUER_NAMES = 8;

  private static final Set<String> UNDERSTOOD =
      Set.of(Oids.REASON_CODE, Oids.CERTIFICATE_ISSUER, Oids.INVALIDITY_DATE);

  /**
   * Reads the next entry.
   *
   * @param extensible whether it may have extensions, which CRLs of version 2 may
   */
  static CrlEntry read(DerReader list, boolean extensible) throws MalformedX509Exception {
    DerReader reader = list.sequence();
    DerValue serial = new DerValue(reader.integerContent(DerTag.INTEGER));
    Instant revokedAt = reader.time();
    List<Extension> extensions =
        extensible && reader.hasMore() ? Extension.readAll(reader) : List.of();
    reader.requireEnd();
    if (extensions.isEmpty()) {
      return new CrlEntry(serial, revokedAt, CrlReason.UNSPECIFIED, Optional.empty(), false);
    }
    ExtensionValues values = new ExtensionValues(extensions);
    return new CrlEntry(
        serial,
        revokedAt,
        values
            .decode(Oids.REASON_CODE, (value, _) -> CrlReason.of(value.count(DerTag.ENUMERATED)))
            .orElse(CrlReason.UNSPECIFIED),
        values.decode(Oids.CERTIFICATE_ISSUER, (value, _) -> directoryName(value)),
        extensions.stream().anyMatch(e -> e.critical() && !UNDERSTOOD.contains(e.oid())));
  }

  private static DistinguishedName directoryName(DerReader value) throws MalformedX509Exception {
    for (GeneralName name : GeneralName.readAll(value.sequence(), MAX_ISSUER_NAMES)) {
      if (name instanceof GeneralName.Directory(DistinguishedName directory)) {
        return directory;
      }
    }
    throw new MalformedX509Exception("a CRL entry's certificate issuer has no directory name");
  }
}
