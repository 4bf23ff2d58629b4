package dev.grapnel.testing;

import dev.grapnel.protocol.certificate.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A certificate with its key and the certificates above it.
 *
 * @param issuers from the certificate's issuer up to the root, which is the last; empty for a root
 */
public record TestIdentity(
    X509CertificateHolder certificate, KeyPair keys, List<X509CertificateHolder> issuers) {

  public TestIdentity {
    issuers = List.copyOf(issuers);
  }

  public byte[] der() {
    return der(certificate);
  }

  public BigInteger serial() {
    return certificate.getSerialNumber();
  }

  /** The certificate in PEM. */
  public String pem() {
    return Pem.encode(Pem.CERTIFICATE, der());
  }

  /** The issuers between this and the root, in DER. */
  public List<byte[]> intermediates() {
    return issuers.subList(0, Math.max(0, issuers.size() - 1)).stream()
        .map(TestIdentity::der)
        .toList();
  }

  /** The intermediates in PEM, in order; empty without any. */
  public String intermediatesPem() {
    StringBuilder out = new StringBuilder();
    for (byte[] der : intermediates()) {
      out.append(Pem.encode(Pem.CERTIFICATE, der));
    }
    return out.toString();
  }

  /** The private key as PKCS#8, {@code PRIVATE KEY}. */
  public String keyPkcs8Pem() {
    return Pem.encode("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  /** The private key as PKCS#1, {@code RSA PRIVATE KEY}; for RSA keys. */
  public String keyPkcs1Pem() {
    return Pem.encode("RSA PRIVATE KEY", encoded(privateKey()));
  }

  /**
   * The private key as SEC1, {@code EC PRIVATE KEY}, curve and public key included; for EC keys.
   */
  public String keySec1Pem() {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
      SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
      org.bouncycastle.asn1.sec.ECPrivateKey inner =
          org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey());
      int bits =
          ((java.security.interfaces.ECKey) keys.getPrivate()).getParams().getOrder().bitLength();
      return Pem.encode(
          "EC PRIVATE KEY",
          encoded(
              new org.bouncycastle.asn1.sec.ECPrivateKey(
                  bits,
                  inner.getKey(),
                  new DERBitString(spki.getPublicKeyData().getBytes()),
                  info.getPrivateKeyAlgorithm().getParameters())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ASN1Encodable privateKey() {
    try {
      return PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded()).parsePrivateKey();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] der(X509CertificateHolder certificate) {
    try {
      return certificate.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
