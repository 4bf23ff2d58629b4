package dev.grapnel.service.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.testing.CertificateOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.junit.jupiter.api.Test;

final class ParsedCertificateTest {
  private static final TestCa CA = TestCa.root("Root", KeyKind.P256);
  private static final String SAN = Oids.SUBJECT_ALTERNATIVE_NAME;

  @Test
  void parse_leaf_hasWhatWasIssued() throws Exception {
    ParsedCertificate leaf =
        parse(
            CA.leaf("demo")
                .serial(BigInteger.valueOf(4711))
                .dnsName("demo.example.com")
                .uri("spiffe://example.com/demo")
                .extendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    assertEquals(3, leaf.version());
    assertEquals(BigInteger.valueOf(4711), leaf.serialNumber());
    assertEquals(List.of("demo"), leaf.subject().values(Oids.COMMON_NAME));
    assertEquals(List.of("Root"), leaf.issuer().values(Oids.COMMON_NAME));
    assertFalse(leaf.isCa());
    assertFalse(leaf.isSelfIssued());
    assertTrue(leaf.algorithmsAgree());
    assertTrue(leaf.keyUsage().orElseThrow().digitalSignature());
    assertFalse(leaf.keyUsage().orElseThrow().keyCertSign());
    assertEquals(Optional.of(Set.of(Oids.CLIENT_AUTH)), leaf.extendedKeyUsage());
    assertEquals(
        "[DNS name demo.example.com, URI spiffe://example.com/demo]",
        leaf.alternativeNames().orElseThrow().toString());
  }

  @Test
  void parse_ca_hasItsConstraints() throws Exception {
    ParsedCertificate ca = parse(CA.leaf("ca").ca(true).pathLength(2));
    assertEquals(
        Optional.of(new BasicConstraints(true, true, OptionalInt.of(2))), ca.basicConstraints());
    assertTrue(ca.keyUsage().orElseThrow().keyCertSign());
    assertTrue(ca.keyUsage().orElseThrow().crlSign());
    ParsedCertificate root = parse(CertificateOrder.selfSigned("r", KeyKind.P256).ca(true));
    assertTrue(root.isSelfIssued());
  }

  @Test
  void parse_version1_hasNoExtensions() throws Exception {
    ParsedCertificate old = parse(CA.leaf("old").version1());
    assertEquals(1, old.version());
    assertTrue(old.basicConstraints().isEmpty());
  }

  @Test
  void unknownCriticalExtensions_areOnlyThoseThatAreNotUnderstood() throws Exception {
    ParsedCertificate leaf =
        parse(
            CA.leaf("x")
                .extension("1.2.3", true, DERNull.INSTANCE)
                .extension("1.2.4", false, DERNull.INSTANCE));
    assertEquals(List.of("1.2.3"), leaf.unknownCriticalExtensions());
  }

  @Test
  void parse_extensionThatCannotBeRead_isRefused() {
    for (String oid :
        List.of(
            Oids.NAME_CONSTRAINTS,
            Oids.CERTIFICATE_POLICIES,
            Oids.POLICY_MAPPINGS,
            Oids.POLICY_CONSTRAINTS,
            Oids.INHIBIT_ANY_POLICY,
            Oids.CRL_DISTRIBUTION_POINTS,
            Oids.FRESHEST_CRL,
            SAN)) {
      malformed(oid, CA.leaf("x").extension(oid, false, DERNull.INSTANCE));
      malformed(oid, CA.leaf("x").extension(oid, false, new DERSequence()));
    }
    malformed(
        Oids.EXTENDED_KEY_USAGE,
        CA.leaf("x").extension(Oids.EXTENDED_KEY_USAGE, false, new DERSequence()));
  }

  @Test
  void parse_bytesAfterOrWithin_areRefused() throws Exception {
    byte[] der = CA.leaf("x").issue().der();
    byte[] longer = Arrays.copyOf(der, der.length + 1);
    assertThrows(MalformedCertificateException.class, () -> DerCertificate.of(longer));
    byte[] patched = der.clone();
    patched[4 + 3] ^= 1; // the length of what is signed
    assertThrows(Exception.class, () -> ParsedCertificate.parse(DerCertificate.of(patched)));
  }

  @Test
  void parse_namesUpToTheLimit() throws Exception {
    int limit = ParsedCertificate.MAX_ALTERNATIVE_NAMES;
    parse(CA.leaf("x").extension(SAN, false, names(limit)));
    malformed("more than " + limit, CA.leaf("x").extension(SAN, false, names(limit + 1)));
  }

  @Test
  void parse_subtreesUpToTheLimit() throws Exception {
    int limit = dev.grapnel.service.x509.NameConstraints.MAX_SUBTREES;
    parse(CA.leaf("x").extension(Oids.NAME_CONSTRAINTS, true, subtrees(limit)));
    malformed(
        "more than " + limit,
        CA.leaf("x").extension(Oids.NAME_CONSTRAINTS, true, subtrees(limit + 1)));
  }

  @Test
  void parse_extensionsUpToTheLimit() throws Exception {
    int others = CA.leaf("x").issue().certificate().getExtensions().getExtensionOIDs().length;
    parse(withExtensions(Extension.MAX_EXTENSIONS - others));
    malformed("extensions", withExtensions(Extension.MAX_EXTENSIONS - others + 1));
  }

  @Test
  void parse_policiesUpToTheLimit() throws Exception {
    String oid = Oids.CERTIFICATE_POLICIES;
    int limit = dev.grapnel.service.x509.CertificatePolicies.MAX_POLICIES;
    parse(CA.leaf("x").extension(oid, false, policies(limit)));
    malformed("more than " + limit, CA.leaf("x").extension(oid, false, policies(limit + 1)));
  }

  @Test
  void parse_policyMappingsUpToTheLimit() throws Exception {
    String oid = Oids.POLICY_MAPPINGS;
    int limit = dev.grapnel.service.x509.CertificatePolicies.MAX_POLICIES;
    parse(CA.leaf("x").extension(oid, false, mappings(limit)));
    malformed("more than " + limit, CA.leaf("x").extension(oid, false, mappings(limit + 1)));
  }

  @Test
  void parse_distributionPointsUpToTheLimit() throws Exception {
    String oid = Oids.CRL_DISTRIBUTION_POINTS;
    int limit = dev.grapnel.service.x509.DistributionPoint.MAX_POINTS;
    assertEquals(
        limit,
        parse(CA.leaf("x").extension(oid, false, points(limit, 1))).distributionPoints().size());
    malformed("more than " + limit, CA.leaf("x").extension(oid, false, points(limit + 1, 1)));
    parse(CA.leaf("x").extension(oid, false, points(1, limit)));
    malformed("more than " + limit, CA.leaf("x").extension(oid, false, points(1, limit + 1)));
  }

  @Test
  void parse_purposesUpToTheLimit() throws Exception {
    int limit = ParsedCertificate.MAX_KEY_PURPOSES;
    parse(CA.leaf("x").extension(Oids.EXTENDED_KEY_USAGE, false, purposes(limit)));
    malformed(
        "purposes", CA.leaf("x").extension(Oids.EXTENDED_KEY_USAGE, false, purposes(limit + 1)));
  }

  @Test
  void parse_serialUpToTheLimit() throws Exception {
    int bits = ParsedCertificate.MAX_SERIAL_BYTES * 8;
    parse(CA.leaf("x").serial(BigInteger.ONE.shiftLeft(bits - 2)));
    malformed("serial number", CA.leaf("x").serial(BigInteger.ONE.shiftLeft(bits)));
  }

  private static GeneralNames names(int count) {
    return new GeneralNames(
        IntStream.range(0, count)
            .mapToObj(i -> new GeneralName(GeneralName.dNSName, "h" + i))
            .toArray(GeneralName[]::new));
  }

  private static NameConstraints subtrees(int count) {
    return new NameConstraints(
        IntStream.range(0, count)
            .mapToObj(i -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, "h")))
            .toArray(GeneralSubtree[]::new),
        null);
  }

  private static CertificateOrder withExtensions(int count) {
    CertificateOrder order = CA.leaf("x");
    for (int i = 0; i < count; i++) {
      order.extension("1.2.3." + i, false, DERNull.INSTANCE);
    }
    return order;
  }

  private static CertificatePolicies policies(int count) {
    return new CertificatePolicies(
        IntStream.range(0, count)
            .mapToObj(i -> new PolicyInformation(new ASN1ObjectIdentifier("1.2." + i)))
            .toArray(PolicyInformation[]::new));
  }

  private static DERSequence mappings(int count) {
    return new DERSequence(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new DERSequence(
                        new ASN1ObjectIdentifier[] {
                          new ASN1ObjectIdentifier("1.2." + i), new ASN1ObjectIdentifier("1.3")
                        }))
            .toArray(ASN1Encodable[]::new));
  }

  private static CRLDistPoint points(int count, int namesOfEach) {
    DistributionPointName name = new DistributionPointName(names(namesOfEach));
    return new CRLDistPoint(
        IntStream.range(0, count)
            .mapToObj(i -> new DistributionPoint(name, null, null))
            .toArray(DistributionPoint[]::new));
  }

  private static DERSequence purposes(int count) {
    return new DERSequence(
        IntStream.range(0, count)
            .mapToObj(i -> new ASN1ObjectIdentifier("1.2." + i))
            .toArray(ASN1Encodable[]::new));
  }

  private static ParsedCertificate parse(CertificateOrder order) throws Exception {
    return ParsedCertificate.parse(DerCertificate.of(order.issue().der()));
  }

  private static void malformed(String text, CertificateOrder order) {
    MalformedX509Exception refused = assertThrows(MalformedX509Exception.class, () -> parse(order));
    assertTrue(String.valueOf(refused.getMessage()).contains(text), refused::getMessage);
  }
}
