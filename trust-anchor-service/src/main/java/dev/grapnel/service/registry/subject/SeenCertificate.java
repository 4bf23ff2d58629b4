package dev.grapnel.service.registry.subject;

/** One certificate: issuer and serial number name it (RFC 5280 section 4.1.2.2). */
record SeenCertificate(String accountId, String issuer, String serialNumber) {
  static SeenCertificate of(Sighting sighting) {
    return new SeenCertificate(sighting.accountId(), sighting.issuer(), sighting.serialNumber());
  }
}
