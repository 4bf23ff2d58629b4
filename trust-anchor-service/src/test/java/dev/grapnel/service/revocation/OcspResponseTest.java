package dev.grapnel.service.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** The limits of what is read of an OCSP response, on both sides. */
final class OcspResponseTest {
  private static final TestCa ROOT = TestCa.root("Root", KeyKind.P256);

  @Test
  void parse_answersUpToTheLimit() throws Exception {
    int limit = OcspResponse.MAX_SINGLES;
    assertEquals(limit, OcspResponse.parse(response(limit, 0)).singles().size());
    assertThrows(MalformedX509Exception.class, () -> OcspResponse.parse(response(limit + 1, 0)));
  }

  @Test
  void parse_certificatesUpToTheLimit() throws Exception {
    int limit = OcspResponse.MAX_CERTIFICATES;
    assertEquals(limit, OcspResponse.parse(response(1, limit)).certificates().size());
    assertThrows(MalformedX509Exception.class, () -> OcspResponse.parse(response(1, limit + 1)));
  }

  private static byte[] response(int answers, int certificates) throws Exception {
    DigestCalculator sha1 =
        new BcDigestCalculatorProvider().get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1));
    BasicOCSPRespBuilder builder =
        new BasicOCSPRespBuilder(new RespID(ROOT.certificate().getSubject()));
    for (int i = 0; i < answers; i++) {
      builder.addResponse(
          new CertificateID(sha1, ROOT.certificate(), BigInteger.valueOf(i)),
          CertificateStatus.GOOD);
    }
    X509CertificateHolder[] chain = new X509CertificateHolder[certificates];
    Arrays.fill(chain, ROOT.certificate());
    return new OCSPRespBuilder()
        .build(
            OCSPRespBuilder.SUCCESSFUL,
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA")
                    .build(ROOT.identity().keys().getPrivate()),
                chain,
                Date.from(Instant.parse("2026-11-24T12:00:00Z"))))
        .getEncoded();
  }
}
