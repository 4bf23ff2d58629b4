package dev.grapnel.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.Pem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test CA does what its options say: a test of a refusal is worth what its certificate is. */
final class TestCaTest {
  private static final TestCa ROOT = TestCa.root(KeyKind.P256);

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void issue_eachKindOfCa_signsWhatVerifies(KeyKind kind) throws Exception {
    TestCa ca = TestCa.root(kind);
    TestIdentity leaf = ca.intermediate("Issuing", kind).leaf("demo").key(kind).issue();
    assertTrue(isSignedBy(leaf.certificate(), leaf.issuers().get(0)));
    assertTrue(isSignedBy(leaf.issuers().get(0), leaf.issuers().get(1)));
    assertTrue(isSignedBy(ca.certificate(), ca.certificate()));
    assertEquals(1, leaf.intermediates().size());
    assertEquals(1, Pem.certificates(leaf.intermediatesPem()).size());
  }

  @Test
  void issue_withoutOptions_isAGoodLeaf() {
    X509CertificateHolder leaf = ROOT.leaf("demo").issue().certificate();
    assertEquals(3, leaf.getVersionNumber());
    assertFalse(BasicConstraints.fromExtensions(leaf.getExtensions()).isCA());
    assertTrue(KeyUsage.fromExtensions(leaf.getExtensions()).hasUsages(KeyUsage.digitalSignature));
    assertTrue(leaf.isValidOn(Date.from(Instant.parse("2026-11-24T12:00:00Z"))));
    assertTrue(leaf.getSerialNumber().signum() > 0);
    assertEquals(ROOT.certificate().getSubject(), leaf.getIssuer());
  }

  @Test
  void issue_badOnPurpose_isBadInThatWayAlone() throws Exception {
    Date now = Date.from(Instant.parse("2026-11-24T12:00:00Z"));
    assertFalse(ROOT.leaf("x").expired().issue().certificate().isValidOn(now));
    assertFalse(ROOT.leaf("x").notYetValid().issue().certificate().isValidOn(now));
    X509CertificateHolder ca = ROOT.leaf("x").ca(true).issue().certificate();
    assertTrue(BasicConstraints.fromExtensions(ca.getExtensions()).isCA());
    assertNull(ROOT.leaf("x").keyUsage(0).issue().certificate().getExtension(Extension.keyUsage));
    assertEquals(
        "1.2.840.10045.4.1",
        ROOT.leaf("x").sha1().issue().certificate().getSignatureAlgorithm().getAlgorithm().getId());
    assertEquals(
        "O=Example", ROOT.leaf("x").noCommonName().issue().certificate().getSubject().toString());
    assertEquals(1, ROOT.leaf("x").version1().issue().certificate().getVersionNumber());
    BigInteger serial = BigInteger.valueOf(7);
    assertEquals(serial, ROOT.leaf("x").serial(serial).issue().serial());
    X509CertificateHolder nameless = ROOT.leaf("x").emptyIssuer().issue().certificate();
    assertEquals("", nameless.getIssuer().toString());
    assertTrue(isSignedBy(nameless, ROOT.certificate()));
    TestIdentity other = ROOT.leaf("other").issue();
    assertFalse(
        isSignedBy(
            ROOT.leaf("x").signedBy(other.keys().getPrivate()).issue().certificate(),
            ROOT.certificate()));
  }

  @Test
  void issue_namesAndUsages_areInTheCertificate() {
    X509CertificateHolder leaf =
        ROOT.leaf("x")
            .dnsName("a.example")
            .uri("spiffe://example/x")
            .ipAddress("192.0.2.1")
            .extendedKeyUsage(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth)
            .issue()
            .certificate();
    assertEquals(3, sequence(leaf, Extension.subjectAlternativeName).size());
    assertEquals(2, sequence(leaf, Extension.extendedKeyUsage).size());
  }

  @Test
  void keyPem_eachForm_isTheSameKey() throws Exception {
    TestIdentity rsa = ROOT.leaf("rsa").key(KeyKind.RSA_2048).issue();
    byte[] pkcs8 = Pem.blocks(bytes(rsa.keyPkcs8Pem())).getFirst().content();
    assertEquals(
        rsa.keys().getPrivate(),
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    assertTrue(rsa.keyPkcs1Pem().startsWith("-----BEGIN RSA PRIVATE KEY-----\n"));
    assertTrue(ROOT.leaf("ec").issue().keySec1Pem().startsWith("-----BEGIN EC PRIVATE KEY-----\n"));
  }

  private static boolean isSignedBy(X509CertificateHolder certificate, X509CertificateHolder issuer)
      throws Exception {
    return certificate.isSignatureValid(
        new JcaContentVerifierProviderBuilder().build(issuer.getSubjectPublicKeyInfo()));
  }

  private static ASN1Sequence sequence(
      X509CertificateHolder certificate, ASN1ObjectIdentifier extension) {
    return ASN1Sequence.getInstance(
        Objects.requireNonNull(certificate.getExtension(extension)).getParsedValue());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
