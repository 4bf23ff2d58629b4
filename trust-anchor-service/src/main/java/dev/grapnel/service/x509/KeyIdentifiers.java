package dev.grapnel.service.x509;

import java.util.Optional;

/**
 * The subject and authority key identifiers (RFC 5280 sections 4.2.1.1 and .2): hints at who issued
 * whom, which prove nothing.
 */
public record KeyIdentifiers(Optional<DerValue> subject, Optional<DerValue> authority) {

  static KeyIdentifiers read(ExtensionValues extensions) throws MalformedX509Exception {
    return new KeyIdentifiers(
        extensions.decode(
            Oids.SUBJECT_KEY_IDENTIFIER, (value, _) -> new DerValue(value.octetString())),
        extensions
            .decode(Oids.AUTHORITY_KEY_IDENTIFIER, (value, _) -> readAuthority(value))
            .orElse(Optional.empty()));
  }

  /** Reads an AuthorityKeyIdentifier: its key identifier, if it has one. */
  public static Optional<DerValue> readAuthority(DerReader value) throws MalformedX509Exception {
    DerReader reader = value.sequence();
    Optional<DerValue> keyId = Optional.empty();
    if (reader.nextIs(DerTag.primitive(0))) {
      keyId = Optional.of(new DerValue(reader.content(DerTag.primitive(0))));
    }
    if (reader.nextIs(DerTag.constructed(1))) {
      reader.skip();
    }
    if (reader.nextIs(DerTag.primitive(2))) {
      reader.skip();
    }
    reader.requireEnd();
    return keyId;
  }
}
