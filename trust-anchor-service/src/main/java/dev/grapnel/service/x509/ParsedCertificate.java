package dev.grapnel.service.x509;

import dev.grapnel.protocol.certificate.DerCertificate;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate of RFC 5280 section 4, read whole: each extension that path validation looks at is
 * decoded, and a certificate of which one cannot be is refused. Nothing is verified. Immutable;
 * equal when the bytes are.
 */
public final class ParsedCertificate {
  /** The most subject alternative names of one certificate. */
  public static final int MAX_ALTERNATIVE_NAMES = 1_024;

  /** The most purposes of one extended key usage. */
  public static final int MAX_KEY_PURPOSES = 64;

  /** The longest serial number, in bytes; RFC 5280 allows 20, and verifiers shall be lenient. */
  public static final int MAX_SERIAL_BYTES = 64;

  /**
   * Extensions that are acted on, or that ask for nothing. A critical one outside of them refuses
   * the certificate (RFC 5280 section 4.2).
   */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          Oids.SUBJECT_KEY_IDENTIFIER,
          Oids.KEY_USAGE,
          Oids.SUBJECT_ALTERNATIVE_NAME,
          Oids.BASIC_CONSTRAINTS,
          Oids.NAME_CONSTRAINTS,
          Oids.CRL_DISTRIBUTION_POINTS,
          Oids.CERTIFICATE_POLICIES,
          Oids.POLICY_MAPPINGS,
          Oids.AUTHORITY_KEY_IDENTIFIER,
          Oids.POLICY_CONSTRAINTS,
          Oids.EXTENDED_KEY_USAGE,
          Oids.FRESHEST_CRL,
          Oids.INHIBIT_ANY_POLICY);

  private final DerCertificate der;
  private final SignedStructure signed;
  private final CertificateFields fields;
  private final List<Extension> extensions;
  private final Optional<BasicConstraints> basicConstraints;
  private final Optional<KeyUsage> keyUsage;
  private final Optional<Set<String>> extendedKeyUsage;
  private final Optional<List<GeneralName>> alternativeNames;
  private final List<ConstrainedName> constrainedNames;
  private final Optional<NameConstraints> nameConstraints;
  private final CertificatePolicies policies;
  private final KeyIdentifiers keyIdentifiers;
  private final List<DistributionPoint> distributionPoints;
  private final List<DistributionPoint> freshestCrl;

  private ParsedCertificate(
      DerCertificate der,
      SignedStructure signed,
      CertificateFields fields,
      List<Extension> extensions)
      throws MalformedX509Exception {
    this.der = der;
    this.signed = signed;
    this.fields = fields;
    this.extensions = extensions;
    ExtensionValues values = new ExtensionValues(extensions);
    basicConstraints = values.decode(Oids.BASIC_CONSTRAINTS, BasicConstraints::read);
    keyUsage =
        values.decode(
            Oids.KEY_USAGE, (value, _) -> new KeyUsage(value.namedBits(DerTag.BIT_STRING)));
    extendedKeyUsage = values.decode(Oids.EXTENDED_KEY_USAGE, (value, _) -> purposes(value));
    alternativeNames =
        values.decode(
            Oids.SUBJECT_ALTERNATIVE_NAME,
            (value, _) -> GeneralName.readAll(value.sequence(), MAX_ALTERNATIVE_NAMES));
    constrainedNames = ConstrainedName.all(fields.subject(), alternativeNames.orElse(List.of()));
    nameConstraints =
        values.decode(Oids.NAME_CONSTRAINTS, (value, _) -> NameConstraints.read(value));
    policies = CertificatePolicies.read(values);
    keyIdentifiers = KeyIdentifiers.read(values);
    distributionPoints = points(values, Oids.CRL_DISTRIBUTION_POINTS);
    freshestCrl = points(values, Oids.FRESHEST_CRL);
  }

  /** Reads a certificate. */
  public static ParsedCertificate parse(DerCertificate der) throws MalformedX509Exception {
    DerReader outer = DerReader.of(der.encoded());
    DerReader certificate = outer.sequence();
    SignedStructure signed = SignedStructure.read(certificate);
    certificate.requireEnd();
    DerReader content = signed.content();
    DerReader toBeSigned = content.sequence();
    content.requireEnd();
    CertificateFields fields = CertificateFields.read(toBeSigned);
    return new ParsedCertificate(der, signed, fields, fields.readExtensions(toBeSigned));
  }

  private static Set<String> purposes(DerReader value) throws MalformedX509Exception {
    DerReader list = value.sequence();
    Set<String> purposes = new HashSet<>();
    do {
      if (purposes.size() == MAX_KEY_PURPOSES) {
        throw new MalformedX509Exception("there are more than " + MAX_KEY_PURPOSES + " purposes");
      }
      purposes.add(list.oid());
    } while (list.hasMore());
    return Set.copyOf(purposes);
  }

  private static List<DistributionPoint> points(ExtensionValues values, String oid)
      throws MalformedX509Exception {
    return values.decode(oid, (value, _) -> DistributionPoint.readAll(value)).orElse(List.of());
  }

  public DerCertificate der() {
    return der;
  }

  /** What the issuer signed, and its signature. */
  public SignedStructure signed() {
    return signed;
  }

  /** 1, 2 or 3. */
  public int version() {
    return fields.version();
  }

  public BigInteger serialNumber() {
    return fields.serialNumber();
  }

  /** Whether the signature's algorithm is the one that the signed part names (4.1.1.2). */
  public boolean algorithmsAgree() {
    return signed.hasAlgorithm(fields.signatureAlgorithm().bytes());
  }

  public DistinguishedName issuer() {
    return fields.issuer();
  }

  /** The issuer's name as it is encoded. */
  public DerValue issuerDer() {
    return fields.issuerDer();
  }

  public DistinguishedName subject() {
    return fields.subject();
  }

  public Instant notBefore() {
    return fields.notBefore();
  }

  public Instant notAfter() {
    return fields.notAfter();
  }

  /** The DER of the SubjectPublicKeyInfo. */
  public DerValue publicKeyInfo() {
    return fields.publicKeyInfo();
  }

  /** Whether subject and issuer are the same name (RFC 5280 section 3.2). */
  public boolean isSelfIssued() {
    return fields.selfIssued();
  }

  public Optional<BasicConstraints> basicConstraints() {
    return basicConstraints;
  }

  /** Whether it is a CA's by its basic constraints. */
  public boolean isCa() {
    return basicConstraints.isPresent() && basicConstraints.get().ca();
  }

  public Optional<KeyUsage> keyUsage() {
    return keyUsage;
  }

  /** The purposes that it is limited to; empty for no limit. */
  public Optional<Set<String>> extendedKeyUsage() {
    return extendedKeyUsage;
  }

  /** The subject alternative names; empty where the extension is absent. */
  public Optional<List<GeneralName>> alternativeNames() {
    return alternativeNames;
  }

  /** Every name that the name constraints of CAs apply to (RFC 5280 section 4.2.1.10). */
  public List<ConstrainedName> constrainedNames() {
    return constrainedNames;
  }

  public Optional<NameConstraints> nameConstraints() {
    return nameConstraints;
  }

  public CertificatePolicies policies() {
    return policies;
  }

  public KeyIdentifiers keyIdentifiers() {
    return keyIdentifiers;
  }

  public List<DistributionPoint> distributionPoints() {
    return distributionPoints;
  }

  /** Where delta CRLs are found. */
  public List<DistributionPoint> freshestCrl() {
    return freshestCrl;
  }

  /** Where OCSP responders are; empty also for an extension that cannot be read. */
  public List<String> ocspResponders() {
    return extension(Oids.AUTHORITY_INFORMATION_ACCESS)
        .map(aia -> AuthorityAccess.ocsp(aia.value()))
        .orElse(List.of());
  }

  public Optional<Extension> extension(String oid) {
    return extensions.stream().filter(e -> e.oid().equals(oid)).findFirst();
  }

  /** The critical extensions that are not understood; whoever uses the certificate must refuse. */
  public List<String> unknownCriticalExtensions() {
    List<String> unknown = new ArrayList<>();
    for (Extension extension : extensions) {
      if (extension.critical() && !UNDERSTOOD.contains(extension.oid())) {
        unknown.add(extension.oid());
      }
    }
    return unknown;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParsedCertificate that && der.equals(that.der);
  }

  @Override
  public int hashCode() {
    return der.hashCode();
  }

  /** The subject, for people. */
  @Override
  public String toString() {
    return subject().toString();
  }
}
