package dev.grapnel.testing;

import java.io.IOException;
import java.io.OutputStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.util.Properties;

/** Certificates that BouncyCastle would not read or make unasked: those without an issuer name. */
public final class LenientCertificates {
  private static final String ALLOW_EMPTY_ISSUER = "org.bouncycastle.x509.allow_empty_issuer_cert";

  private LenientCertificates() {}

  /** Reads a certificate whose issuer may be empty. */
  public static X509CertificateHolder read(byte[] der) {
    Properties.setThreadOverride(ALLOW_EMPTY_ISSUER, true);
    try {
      return new X509CertificateHolder(der);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      Properties.removeThreadOverride(ALLOW_EMPTY_ISSUER);
    }
  }

  /** The certificate again with an empty issuer, signed anew. */
  static X509CertificateHolder withoutIssuer(
      X509CertificateHolder certificate, ContentSigner signer) throws IOException {
    ASN1Sequence original =
        ASN1Sequence.getInstance(
            certificate.toASN1Structure().getTBSCertificate().toASN1Primitive());
    ASN1EncodableVector parts = new ASN1EncodableVector();
    for (int i = 0; i < original.size(); i++) {
      ASN1Encodable part = original.getObjectAt(i);
      parts.add(i == 3 ? new DERSequence() : part);
    }
    DERSequence toBeSigned = new DERSequence(parts);
    try (OutputStream out = signer.getOutputStream()) {
      out.write(toBeSigned.getEncoded("DER"));
    }
    ASN1EncodableVector whole = new ASN1EncodableVector();
    whole.add(toBeSigned);
    whole.add(signer.getAlgorithmIdentifier());
    whole.add(new DERBitString(signer.getSignature()));
    return read(new DERSequence(whole).getEncoded("DER"));
  }
}
