package dev.grapnel.service.registry;

import java.util.List;

/** Which parts of one certificate field become session tags. */
public record AttributeMapping(CertificateField certificateField, List<String> specifiers) {
  /** A field of a certificate that can be mapped (the Roles Anywhere model's CertificateField). */
  public enum CertificateField {
    X509_SUBJECT("x509Subject"),
    X509_ISSUER("x509Issuer"),
    X509_SAN("x509SAN");

    private final String wireName;

    CertificateField(String wireName) {
      this.wireName = wireName;
    }

    /** The name on the wire and at the head of the tag's key. */
    public String wireName() {
      return wireName;
    }
  }

  /** What a profile maps unless told otherwise: all of subject and issuer; DNS, URI and Name. */
  public static final List<AttributeMapping> DEFAULTS =
      List.of(
          new AttributeMapping(CertificateField.X509_ISSUER, List.of("*")),
          new AttributeMapping(CertificateField.X509_SAN, List.of("DNS", "URI", "Name/*")),
          new AttributeMapping(CertificateField.X509_SUBJECT, List.of("*")));

  public AttributeMapping {
    specifiers = List.copyOf(specifiers);
  }
}
