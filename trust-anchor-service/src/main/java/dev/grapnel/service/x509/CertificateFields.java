package dev.grapnel.service.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/** The fields of a TBSCertificate before its extensions (RFC 5280 section 4.1.2). */
record CertificateFields(
    int version,
    BigInteger serialNumber,
    DerValue signatureAlgorithm,
    DerValue issuerDer,
    DistinguishedName issuer,
    Instant notBefore,
    Instant notAfter,
    DistinguishedName subject,
    boolean selfIssued,
    DerValue publicKeyInfo) {

  static CertificateFields read(DerReader reader) throws MalformedX509Exception {
    int version = readVersion(reader);
    byte[] serial = reader.integerContent(DerTag.INTEGER);
    if (serial.length > ParsedCertificate.MAX_SERIAL_BYTES) {
      throw new MalformedX509Exception(
          "the serial number has more than " + ParsedCertificate.MAX_SERIAL_BYTES + " bytes");
    }
    DerValue algorithm = new DerValue(reader.element());
    DerValue issuerDer = new DerValue(reader.element());
    DistinguishedName issuer = DistinguishedName.parse(issuerDer.bytes());
    DerReader validity = reader.sequence();
    Instant notBefore = validity.time();
    Instant notAfter = validity.time();
    validity.requireEnd();
    DistinguishedName subject = DistinguishedName.read(reader);
    DerValue publicKeyInfo = new DerValue(reader.element());
    return new CertificateFields(
        version,
        new BigInteger(serial),
        algorithm,
        issuerDer,
        issuer,
        notBefore,
        notAfter,
        subject,
        subject.equals(issuer),
        publicKeyInfo);
  }

  /** What follows the fields: unique identifiers from version 2 on, extensions in version 3. */
  List<Extension> readExtensions(DerReader reader) throws MalformedX509Exception {
    for (int uniqueIdentifier = 1; uniqueIdentifier <= 2 && version >= 2; uniqueIdentifier++) {
      if (reader.nextIs(DerTag.primitive(uniqueIdentifier))) {
        reader.skip();
      }
    }
    List<Extension> extensions = List.of();
    if (version == 3 && reader.nextIs(DerTag.constructed(3))) {
      DerReader explicit = reader.enter(DerTag.constructed(3));
      extensions = Extension.readAll(explicit);
      explicit.requireEnd();
    }
    reader.requireEnd();
    return extensions;
  }

  private static int readVersion(DerReader reader) throws MalformedX509Exception {
    if (!reader.nextIs(DerTag.constructed(0))) {
      return 1;
    }
    DerReader explicit = reader.enter(DerTag.constructed(0));
    int version = explicit.count(DerTag.INTEGER) + 1;
    explicit.requireEnd();
    if (version < 1 || version > 3) {
      throw new MalformedX509Exception("the certificate's version is none of 1, 2 and 3");
    }
    return version;
  }
}
