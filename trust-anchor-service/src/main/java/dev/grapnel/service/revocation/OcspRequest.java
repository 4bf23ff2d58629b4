package dev.grapnel.service.revocation;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;

/** The question about one certificate, unsigned and without a nonce (RFC 6960 section 4.1). */
final class OcspRequest {
  private OcspRequest() {}

  static byte[] encode(OcspCertId id) {
    CertID certId =
        new CertID(
            new AlgorithmIdentifier(new ASN1ObjectIdentifier(OcspCertId.SHA_1), DERNull.INSTANCE),
            new DEROctetString(id.issuerNameHash().bytes()),
            new DEROctetString(id.issuerKeyHash().bytes()),
            new ASN1Integer(id.serial()));
    TBSRequest request =
        new TBSRequest(null, new DERSequence(new Request(certId, null)), (Extensions) null);
    try {
      return new OCSPRequest(request, null).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
