package dev.grapnel.service.revocation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** What a CRL to be issued shall say. */
public final class CrlOrder {
  private final TestIdentity issuer;
  private final ExtensionsGenerator extensions = new ExtensionsGenerator();
  private final List<Entry> entries = new ArrayList<>();
  private Instant thisUpdate = Instant.parse("2026-11-24T00:00:00Z");
  private @Nullable Instant nextUpdate = Instant.parse("2026-12-24T00:00:00Z");
  private @Nullable PrivateKey signingKey;

  private record Entry(BigInteger serial, Instant at, @Nullable Extensions extensions) {}

  private CrlOrder(TestIdentity issuer) {
    this.issuer = issuer;
  }

  /** A CRL of that CA, from 24 November to 24 December 2026. */
  public static CrlOrder by(TestIdentity issuer) {
    return new CrlOrder(issuer);
  }

  @CanIgnoreReturnValue
  public CrlOrder from(Instant instant) {
    thisUpdate = instant;
    return this;
  }

  /** When the next one is due; null for not saying so. */
  @CanIgnoreReturnValue
  public CrlOrder until(@Nullable Instant instant) {
    nextUpdate = instant;
    return this;
  }

  @CanIgnoreReturnValue
  public CrlOrder revoke(BigInteger serial) {
    entries.add(new Entry(serial, thisUpdate, null));
    return this;
  }

  /** Revokes for a reason (RFC 5280 section 5.3.1). */
  @CanIgnoreReturnValue
  public CrlOrder revoke(BigInteger serial, int reason) {
    return entry(
        serial, new Extension(Extension.reasonCode, false, encoded(new ASN1Enumerated(reason))));
  }

  /** Revokes a certificate of another issuer, as an indirect CRL does. */
  @CanIgnoreReturnValue
  public CrlOrder revoke(BigInteger serial, X500Name certificateIssuer) {
    return entry(
        serial,
        new Extension(
            Extension.certificateIssuer,
            true,
            encoded(new GeneralNames(new GeneralName(certificateIssuer)))));
  }

  /** An entry with one extension. */
  @CanIgnoreReturnValue
  public CrlOrder entry(BigInteger serial, Extension extension) {
    entries.add(new Entry(serial, thisUpdate, new Extensions(extension)));
    return this;
  }

  @CanIgnoreReturnValue
  public CrlOrder number(long number) {
    return extension(Extension.cRLNumber, false, new ASN1Integer(number));
  }

  /** A delta to the CRL of that number and later ones. */
  @CanIgnoreReturnValue
  public CrlOrder deltaTo(long base) {
    return extension(Extension.deltaCRLIndicator, true, new ASN1Integer(base));
  }

  /** Limits the CRL to the certificates of one distribution point. */
  @CanIgnoreReturnValue
  public CrlOrder point(String url) {
    return scope(url, false, false, 0, false);
  }

  /** Limits the CRL; 0 for all reasons, an empty URL for no point. */
  @CanIgnoreReturnValue
  public CrlOrder scope(
      String url, boolean onlyUser, boolean onlyCa, int reasons, boolean indirect) {
    return extension(
        Extension.issuingDistributionPoint,
        true,
        new IssuingDistributionPoint(
            url.isEmpty()
                ? null
                : new DistributionPointName(
                    new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url))),
            onlyUser,
            onlyCa,
            reasons == 0 ? null : new ReasonFlags(reasons),
            indirect,
            false));
  }

  @CanIgnoreReturnValue
  public CrlOrder extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      extensions.addExtension(oid, critical, value);
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed by another key than the issuer's. */
  @CanIgnoreReturnValue
  public CrlOrder signedBy(PrivateKey key) {
    signingKey = key;
    return this;
  }

  public byte[] der() {
    X509v2CRLBuilder builder =
        new X509v2CRLBuilder(issuer.certificate().getSubject(), Date.from(thisUpdate));
    if (nextUpdate != null) {
      builder.setNextUpdate(Date.from(nextUpdate));
    }
    for (Entry entry : entries) {
      if (entry.extensions() == null) {
        builder.addCRLEntry(entry.serial(), Date.from(entry.at()), 0);
      } else {
        builder.addCRLEntry(entry.serial(), Date.from(entry.at()), entry.extensions());
      }
    }
    try {
      if (!extensions.isEmpty()) {
        Extensions all = extensions.generate();
        for (ASN1ObjectIdentifier oid : all.getExtensionOIDs()) {
          builder.addExtension(all.getExtension(oid));
        }
      }
      PrivateKey key = signingKey == null ? issuer.keys().getPrivate() : signingKey;
      return builder.build(new JcaContentSignerBuilder(algorithm(key)).build(key)).getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> key.getAlgorithm();
    };
  }

  private static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
