package dev.grapnel.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** What a certificate to be issued shall say; each method changes one thing. */
public final class CertificateOrder {
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2049-12-31T23:59:59Z");

  private record CustomExtension(String oid, boolean critical, ASN1Encodable value) {}

  private final @Nullable TestIdentity issuer;
  private final List<X509CertificateHolder> issuers;
  private final List<CustomExtension> custom = new ArrayList<>();
  private final List<GeneralName> alternativeNames = new ArrayList<>();
  private final List<KeyPurposeId> extendedKeyUsages = new ArrayList<>();
  private X500Name subject;
  private @Nullable X500Name issuerName;
  private BigInteger serial = new BigInteger(127, new SecureRandom()).setBit(126);
  private Instant notBefore = START;
  private Instant notAfter = END;
  private @Nullable KeyPair keys;
  private @Nullable PrivateKey signingKey;
  private KeyKind kind = KeyKind.P256;
  private boolean ca;
  private int pathLength = -1;
  private int keyUsage = KeyUsage.digitalSignature;
  private boolean version1;
  private boolean emptyIssuer;
  private boolean sha1;
  private boolean basicConstraints = true;

  private CertificateOrder(
      X500Name subject, @Nullable TestIdentity issuer, List<X509CertificateHolder> issuers) {
    this.subject = subject;
    this.issuer = issuer;
    this.issuers = issuers;
  }

  /** A certificate that signs itself. */
  public static CertificateOrder selfSigned(String commonName, KeyKind kind) {
    return new CertificateOrder(name(commonName), null, List.of()).key(kind);
  }

  static CertificateOrder issuedBy(
      String commonName, TestIdentity issuer, List<X509CertificateHolder> issuers) {
    return new CertificateOrder(name(commonName), issuer, issuers);
  }

  @CanIgnoreReturnValue
  public CertificateOrder key(KeyKind newKind) {
    kind = newKind;
    return this;
  }

  /** A key pair that exists already, such as that of another certificate. */
  @CanIgnoreReturnValue
  public CertificateOrder keys(KeyPair existing) {
    keys = existing;
    return this;
  }

  /** The subject in RFC 4514 form, such as {@code CN=demo,O=Example}; empty for none. */
  @CanIgnoreReturnValue
  public CertificateOrder subject(String distinguishedName) {
    return subject(new X500Name(distinguishedName));
  }

  /** The subject as it is encoded, for what RFC 4514 cannot say. */
  @CanIgnoreReturnValue
  public CertificateOrder subject(X500Name name) {
    subject = name;
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder noCommonName() {
    return subject("O=Example");
  }

  /** Another issuer name than the issuer has. */
  @CanIgnoreReturnValue
  public CertificateOrder issuerName(String distinguishedName) {
    issuerName = new X500Name(distinguishedName);
    return this;
  }

  /** A certificate whose issuer is the empty name. */
  @CanIgnoreReturnValue
  public CertificateOrder emptyIssuer() {
    emptyIssuer = true;
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder serial(BigInteger newSerial) {
    serial = newSerial;
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder validity(Instant from, Instant until) {
    notBefore = from;
    notAfter = until;
    return this;
  }

  /** Expired on the first day of 2021. */
  @CanIgnoreReturnValue
  public CertificateOrder expired() {
    return validity(START, Instant.parse("2021-01-01T00:00:00Z"));
  }

  /** Valid from the first day of 2049 on. */
  @CanIgnoreReturnValue
  public CertificateOrder notYetValid() {
    return validity(Instant.parse("2049-01-01T00:00:00Z"), END);
  }

  /** Whether it is a CA's certificate; a CA's key usage is keyCertSign and cRLSign. */
  @CanIgnoreReturnValue
  public CertificateOrder ca(boolean isCa) {
    ca = isCa;
    keyUsage = isCa ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder pathLength(int length) {
    pathLength = length;
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder noBasicConstraints() {
    basicConstraints = false;
    return this;
  }

  /** Bits of {@link KeyUsage}; 0 leaves the extension out. */
  @CanIgnoreReturnValue
  public CertificateOrder keyUsage(int bits) {
    keyUsage = bits;
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder extendedKeyUsage(KeyPurposeId... purposes) {
    extendedKeyUsages.addAll(List.of(purposes));
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder dnsName(String name) {
    alternativeNames.add(new GeneralName(GeneralName.dNSName, name));
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder uri(String uri) {
    alternativeNames.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder ipAddress(String address) {
    alternativeNames.add(new GeneralName(GeneralName.iPAddress, address));
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder alternativeName(GeneralName name) {
    alternativeNames.add(name);
    return this;
  }

  @CanIgnoreReturnValue
  public CertificateOrder extension(String oid, boolean critical, ASN1Encodable value) {
    custom.add(new CustomExtension(oid, critical, value));
    return this;
  }

  /** Signed with SHA-1. */
  @CanIgnoreReturnValue
  public CertificateOrder sha1() {
    sha1 = true;
    return this;
  }

  /** An X.509 v1 certificate: no extensions at all. */
  @CanIgnoreReturnValue
  public CertificateOrder version1() {
    version1 = true;
    return this;
  }

  /** Signed with a key that is not the issuer's: the signature does not verify. */
  @CanIgnoreReturnValue
  public CertificateOrder signedBy(PrivateKey otherKey) {
    signingKey = otherKey;
    return this;
  }

  /** The certificate, with its key and the certificates above it. */
  public TestIdentity issue() {
    KeyPair pair = keys != null ? keys : kind.generate();
    try {
      X509CertificateHolder certificate = version1 ? version1(pair) : version3(pair);
      return new TestIdentity(certificate, pair, issuers);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509CertificateHolder version1(KeyPair pair) throws OperatorCreationException {
    return new X509v1CertificateBuilder(
            issuerName(), serial, Date.from(notBefore), Date.from(notAfter), subject, spki(pair))
        .build(signer(pair));
  }

  private X509CertificateHolder version3(KeyPair pair)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuerName(), serial, Date.from(notBefore), Date.from(notAfter), subject, spki(pair));
    addExtensions(builder, pair);
    X509CertificateHolder certificate = builder.build(signer(pair));
    return emptyIssuer ? LenientCertificates.withoutIssuer(certificate, signer(pair)) : certificate;
  }

  private void addExtensions(X509v3CertificateBuilder builder, KeyPair pair)
      throws GeneralSecurityException, IOException {
    if (basicConstraints) {
      builder.addExtension(Extension.basicConstraints, true, constraints());
    }
    if (keyUsage != 0) {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
    }
    if (!extendedKeyUsages.isEmpty()) {
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(extendedKeyUsages.toArray(KeyPurposeId[]::new)));
    }
    if (!alternativeNames.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(alternativeNames.toArray(GeneralName[]::new)));
    }
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(pair.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        issuer == null
            ? ids.createAuthorityKeyIdentifier(pair.getPublic())
            : ids.createAuthorityKeyIdentifier(issuer.keys().getPublic()));
    for (CustomExtension extension : custom) {
      builder.addExtension(
          new ASN1ObjectIdentifier(extension.oid()), extension.critical(), extension.value());
    }
  }

  private BasicConstraints constraints() {
    return pathLength < 0 ? new BasicConstraints(ca) : new BasicConstraints(pathLength);
  }

  private X500Name issuerName() {
    if (issuerName != null) {
      return issuerName;
    }
    return issuer == null ? subject : issuer.certificate().getSubject();
  }

  private ContentSigner signer(KeyPair pair) throws OperatorCreationException {
    PrivateKey own = issuer == null ? pair.getPrivate() : issuer.keys().getPrivate();
    PrivateKey key = signingKey != null ? signingKey : own;
    return new JcaContentSignerBuilder(KeyKind.certificateSignature(key, sha1)).build(key);
  }

  private static SubjectPublicKeyInfo spki(KeyPair pair) {
    return SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
  }

  private static X500Name name(String commonName) {
    return new X500Name("CN=" + commonName + ",O=Example Test,C=XX");
  }
}
