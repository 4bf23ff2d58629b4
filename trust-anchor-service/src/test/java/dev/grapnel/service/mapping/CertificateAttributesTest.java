package dev.grapnel.service.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.AttributeMapping;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.testing.CertificateOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;

class CertificateAttributesTest {
  private static final TestCa CA = TestCa.root("The CA", KeyKind.P256);

  @Test
  void defaults_ofAFullCertificate_mapSubjectIssuerAndAlternativeNames() {
    X509CertificateHolder leaf =
        order()
            .subject("C=SE,O=Acme\\, Inc.,OU=one,OU=two,CN=web 1,UID=u1")
            .dnsName("a.example")
            .dnsName("b.example")
            .uri("spiffe://example/one")
            .uri("spiffe://example/two")
            .alternativeName(new GeneralName(new X500Name("CN=inner,OU=x")))
            .alternativeName(new GeneralName(new X500Name("CN=second")))
            .alternativeName(new GeneralName(GeneralName.rfc822Name, "a@example"))
            .issue()
            .certificate();

    assertEquals(
        Map.ofEntries(
            Map.entry("x509Subject/C", "SE"),
            Map.entry("x509Subject/O", "Acme, Inc."),
            Map.entry("x509Subject/OU", "one"),
            Map.entry("x509Subject/CN", "web 1"),
            Map.entry("x509Subject/UID", "u1"),
            Map.entry("x509Issuer/C", "XX"),
            Map.entry("x509Issuer/O", "Example Test"),
            Map.entry("x509Issuer/CN", "The CA"),
            Map.entry("x509SAN/DNS", "a.example"),
            Map.entry("x509SAN/URI", "spiffe://example/one"),
            Map.entry("x509SAN/Name/CN", "inner"),
            Map.entry("x509SAN/Name/OU", "x")),
        mapped(leaf, AttributeMapping.DEFAULTS));
  }

  @Test
  void namedSpecifiers_mapOnlyWhatTheyName() {
    X509CertificateHolder leaf =
        order()
            .subject("O=Acme,OU=one,CN=web")
            .dnsName("a.example")
            .alternativeName(new GeneralName(new X500Name("CN=inner,OU=x")))
            .issue()
            .certificate();

    assertEquals(
        Map.of("x509Subject/CN", "web", "x509SAN/Name/OU", "x"),
        mapped(
            leaf,
            List.of(
                new AttributeMapping(CertificateField.X509_SUBJECT, List.of("cn", "UID")),
                new AttributeMapping(CertificateField.X509_SAN, List.of("Name/OU", "URI")))));
  }

  @Test
  void nameSpecifier_inEachOfItsForms_isTheWholeDirectoryName() {
    X509CertificateHolder leaf =
        order()
            .alternativeName(new GeneralName(new X500Name("CN=inner,OU=x")))
            .issue()
            .certificate();

    for (String form : List.of("Name", "Name/", "Name/*")) {
      assertEquals(
          Map.of("x509SAN/Name/CN", "inner", "x509SAN/Name/OU", "x"),
          mapped(leaf, List.of(new AttributeMapping(CertificateField.X509_SAN, List.of(form)))));
    }
  }

  @Test
  void oidSpecifier_staysTheOidInTheKey() {
    ASN1ObjectIdentifier own = new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1");
    X509CertificateHolder leaf =
        certificate(
            new RDN(own, new DERUTF8String("own value")),
            new RDN(oid(AttributeType.CN), new DERUTF8String("web")));

    assertEquals(
        Map.of("x509Subject/1.3.6.1.4.1.55555.1", "own value", "x509Subject/2.5.4.3", "web"),
        mapped(
            leaf,
            List.of(
                new AttributeMapping(
                    CertificateField.X509_SUBJECT, List.of(own.getId(), "2.5.4.3", "2.5.4.11")))));
    assertEquals(
        Map.of("x509Subject/CN", "web"),
        mapped(leaf, List.of(new AttributeMapping(CertificateField.X509_SUBJECT, List.of("*")))));
  }

  @Test
  void specifierThatNamesNothing_hasNoKey() {
    X509CertificateHolder leaf =
        order().subject("CN=web").dnsName("a.example").issue().certificate();

    assertEquals(
        Map.of(),
        mapped(
            leaf,
            List.of(
                new AttributeMapping(
                    CertificateField.X509_SAN, List.of("*", "", "DNS/*", "Name/CN", "CN")),
                new AttributeMapping(
                    CertificateField.X509_SUBJECT, List.of("", "DNS", "2", "2.5..3", "Name/CN")))));
  }

  @Test
  void severalValuesInOneRdn_giveTheFirstOfEachType() {
    RDN both =
        new RDN(
            new AttributeTypeAndValue[] {
              new AttributeTypeAndValue(oid(AttributeType.CN), new DERUTF8String("web")),
              new AttributeTypeAndValue(oid(AttributeType.OU), new DERUTF8String("unit"))
            });
    X509CertificateHolder leaf =
        certificate(both, new RDN(oid(AttributeType.CN), new DERUTF8String("other")));

    assertEquals(
        Map.of("x509Subject/CN", "web", "x509Subject/OU", "unit"),
        mapped(leaf, List.of(new AttributeMapping(CertificateField.X509_SUBJECT, List.of("*")))));
  }

  @Test
  void valuesInEachStringType_areTheirCharacters() {
    assertEquals("grün +\"<>;", commonName(new DERUTF8String("grün +\"<>;")));
    assertEquals("grün", commonName(new DERBMPString("grün")));
    assertEquals(
        "gr\u00fc",
        commonName(new DERUniversalString(new byte[] {0, 0, 0, 'g', 0, 0, 0, 'r', 0, 0, 0, -4})));
  }

  @Test
  void valueThatIsNoString_isSeenAsHexadecimal() {
    assertEquals("#020105", commonName(new ASN1Integer(5)));
    assertEquals("#3100", commonName(new DERSet()));
  }

  @Test
  void noCommonName_isEmpty() {
    assertEquals(
        Optional.empty(),
        CertificateAttributes.commonName(order().subject("O=Acme").issue().certificate()));
  }

  @Test
  void unreadableAlternativeName_isRefused() {
    X509CertificateHolder notASequence =
        order().extension("2.5.29.17", false, new ASN1Integer(1)).issue().certificate();

    Verdict.Refused<?> refused =
        assertInstanceOf(
            Verdict.Refused.class,
            CertificateAttributes.of(notASequence, AttributeMapping.DEFAULTS));
    assertInstanceOf(Denial.NotAllowed.class, refused.denial());
  }

  private static ASN1ObjectIdentifier oid(AttributeType type) {
    return new ASN1ObjectIdentifier(type.oid());
  }

  private static CertificateOrder order() {
    return CA.leaf("leaf");
  }

  private static X509CertificateHolder certificate(RDN... subject) {
    return order().subject(new X500Name(subject)).issue().certificate();
  }

  private static String commonName(ASN1Encodable value) {
    return CertificateAttributes.commonName(certificate(new RDN(oid(AttributeType.CN), value)))
        .orElseThrow();
  }

  private static Map<String, String> mapped(
      X509CertificateHolder leaf, List<AttributeMapping> mappings) {
    return switch (CertificateAttributes.of(leaf, mappings)) {
      case Verdict.Passed<SortedMap<String, String>> passed -> passed.value();
      case Verdict.Refused<SortedMap<String, String>> refused ->
          throw new AssertionError(refused.denial().auditReason());
    };
  }
}
