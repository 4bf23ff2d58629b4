package dev.grapnel.service.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.Scale;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;

final class RevocationListTest {
  private static final TestCa CA = TestCa.root("Root", KeyKind.P256);
  private static final TestCa OTHER = TestCa.root("Other", KeyKind.P256);

  private static final ASN1ObjectIdentifier PADDING = new ASN1ObjectIdentifier("1.2.3.4");

  @Test
  void find_eachEntryAndNoOther() throws MalformedX509Exception {
    int count = Scale.pick(50_000, 1_000_000);
    Random random = new Random(1);
    CrlOrder order = order();
    BigInteger[] serials = new BigInteger[count];
    for (int i = 0; i < count; i++) {
      serials[i] = new BigInteger(159, random);
      order.revoke(serials[i]);
    }
    RevocationList list = RevocationList.parse(order.der());
    assertEquals(count, list.size());
    for (BigInteger serial : serials) {
      assertTrue(list.find(list.issuer(), serial).isPresent());
    }
    for (int i = 0; i < 1_000; i++) {
      assertEquals(
          Optional.empty(), list.find(list.issuer(), new BigInteger(158, random).setBit(159)));
    }
  }

  @Test
  void find_serialsOfEachShape() throws MalformedX509Exception {
    RevocationList list =
        RevocationList.parse(
            order()
                .revoke(BigInteger.ZERO)
                .revoke(BigInteger.valueOf(-5))
                .revoke(BigInteger.valueOf(128), 1)
                .revoke(BigInteger.ONE.shiftLeft(300))
                .der());
    assertTrue(list.find(list.issuer(), BigInteger.ZERO).isPresent());
    assertTrue(list.find(list.issuer(), BigInteger.valueOf(-5)).isPresent());
    assertEquals(
        CrlReason.KEY_COMPROMISE,
        list.find(list.issuer(), BigInteger.valueOf(128)).orElseThrow().reason());
    assertTrue(list.find(list.issuer(), BigInteger.ONE.shiftLeft(300)).isPresent());
    assertTrue(list.find(list.issuer(), BigInteger.valueOf(5)).isEmpty());
  }

  @Test
  void find_indirectEntries_belongToTheIssuerNamedLast() throws Exception {
    RevocationList list =
        RevocationList.parse(
            order()
                .scope("", false, false, 0, true)
                .revoke(BigInteger.ONE)
                .revoke(BigInteger.TWO, OTHER.certificate().getSubject())
                .revoke(BigInteger.TEN)
                .der());
    RevocationList others = RevocationList.parse(CrlOrder.by(OTHER.identity()).der());
    assertTrue(list.find(list.issuer(), BigInteger.ONE).isPresent());
    assertTrue(list.find(others.issuer(), BigInteger.TWO).isPresent());
    assertTrue(list.find(others.issuer(), BigInteger.TEN).isPresent());
    assertTrue(list.find(list.issuer(), BigInteger.TEN).isEmpty());
    assertTrue(list.find(others.issuer(), BigInteger.ONE).isEmpty());
  }

  @Test
  void defect_unknownCriticalExtensions_ofTheListAndOfAnEntry() throws Exception {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3");
    assertTrue(
        RevocationList.parse(order().extension(unknown, true, DERNull.INSTANCE).der())
            .defect()
            .isPresent());
    assertTrue(
        RevocationList.parse(order().extension(unknown, false, DERNull.INSTANCE).der())
            .defect()
            .isEmpty());
    Extension entry = new Extension(unknown, true, DERNull.INSTANCE.getEncoded());
    assertTrue(
        RevocationList.parse(order().entry(BigInteger.ONE, entry).der()).defect().isPresent());
  }

  @Test
  void parse_pemOfSeveral_andDer() throws MalformedX509Exception {
    byte[] der = order().der();
    String pem = Pem.encode("X509 CRL", der);
    assertEquals(1, CrlText.parse(der).size());
    assertEquals(1, CrlText.parse(ascii(pem)).size());
    assertEquals(2, CrlText.parse(ascii("text before\n" + pem + pem)).size());
    assertTrue(CrlText.parse(der).getFirst().isSameAs(CrlText.parse(ascii(pem)).getFirst()));
    assertEquals(CrlText.MAX_BLOCKS, CrlText.parse(ascii(pem.repeat(CrlText.MAX_BLOCKS))).size());
    assertThrows(
        MalformedX509Exception.class,
        () -> CrlText.parse(ascii(pem.repeat(CrlText.MAX_BLOCKS + 1))));
  }

  @Test
  void parse_whatIsNoCrl_isRefused() {
    for (byte[] bad :
        new byte[][] {
          {},
          ascii("hello"),
          ascii("-----BEGIN X509 CRL-----\nAAAA"),
          ascii("-----BEGIN X509 CRL-----\n!\n-----END X509 CRL-----"),
          CA.identity().der(),
          ascii(CA.pem())
        }) {
      assertThrows(MalformedX509Exception.class, () -> CrlText.parse(bad));
    }
  }

  @Test
  void parse_sameSerialOverAndOver_isRefusedSoon() throws Exception {
    assertEquals(300, RevocationList.parse(sameSerial(300)).size());
    byte[] many = sameSerial(20_000);
    MalformedX509Exception refused =
        assertThrows(MalformedX509Exception.class, () -> RevocationList.parse(many));
    assertTrue(String.valueOf(refused.getMessage()).contains("same serial number"));
  }

  private static byte[] sameSerial(int count) {
    CrlOrder order = order();
    for (int i = 0; i < count; i++) {
      order.revoke(BigInteger.TEN);
    }
    return order.der();
  }

  @Test
  void parse_changesOfTheIssuerUpToTheLimit() throws Exception {
    CrlOrder order = order().scope("", false, false, 0, true);
    for (int i = 0; i < EntryIndex.MAX_ISSUER_CHANGES; i++) {
      order.revoke(BigInteger.valueOf(i), OTHER.certificate().getSubject());
    }
    assertEquals(EntryIndex.MAX_ISSUER_CHANGES, RevocationList.parse(order.der()).size());
    byte[] oneMore = order.revoke(BigInteger.TEN, OTHER.certificate().getSubject()).der();
    assertThrows(MalformedX509Exception.class, () -> RevocationList.parse(oneMore));
  }

  @Test
  void parse_namesOfAnEntrysIssuerUpToTheLimit() throws Exception {
    RevocationList.parse(issuerNames(CrlEntry.MAX_ISSUER_NAMES));
    assertThrows(
        MalformedX509Exception.class,
        () -> RevocationList.parse(issuerNames(CrlEntry.MAX_ISSUER_NAMES + 1)));
  }

  private static byte[] issuerNames(int count) throws IOException {
    GeneralName[] names = new GeneralName[count];
    Arrays.fill(names, new GeneralName(OTHER.certificate().getSubject()));
    byte[] value = new GeneralNames(names).getEncoded();
    return order()
        .entry(BigInteger.ONE, new Extension(Extension.certificateIssuer, true, value))
        .der();
  }

  @Test
  void parse_asLongAsAllowed_isRead() throws MalformedX509Exception {
    TestCa ca = TestCa.root("RSA", KeyKind.RSA_2048); // its signatures have one length
    assertEquals(0, RevocationList.parse(padded(ca, RevocationList.MAX_BYTES)).size());
    assertThrows(
        MalformedX509Exception.class,
        () -> RevocationList.parse(padded(ca, RevocationList.MAX_BYTES + 1)));
  }

  /** A CRL made that long by an extension that nobody looks at. */
  private static byte[] padded(TestCa ca, int length) {
    int some = 1 << 24;
    int small = withPadding(ca, some).length;
    return withPadding(ca, some + length - small);
  }

  private static byte[] withPadding(TestCa ca, int bytes) {
    return CrlOrder.by(ca.identity())
        .extension(PADDING, false, new DEROctetString(new byte[bytes]))
        .der();
  }

  @Test
  void parse_longerThanAllowed_isRefused() {
    byte[] huge = new byte[RevocationList.MAX_BYTES + 1];
    MalformedX509Exception refused =
        assertThrows(MalformedX509Exception.class, () -> RevocationList.parse(huge));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("at most " + RevocationList.MAX_BYTES));
  }

  @Test
  void updates_deltaFitsItsBase() throws MalformedX509Exception {
    RevocationList base = RevocationList.parse(order().number(5).der());
    assertTrue(delta(3, 6).updates(base));
    assertTrue(delta(5, 6).updates(base));
    assertFalse(delta(6, 7).updates(base), "made for a later base");
    assertFalse(delta(3, 5).updates(base), "not newer than the base");
    assertFalse(
        RevocationList.parse(order().point("http://a.example/").number(6).deltaTo(5).der())
            .updates(base),
        "of another scope");
    assertFalse(
        delta(3, 6).updates(RevocationList.parse(order().der())), "a base without a number");
  }

  private static RevocationList delta(long base, long number) throws MalformedX509Exception {
    return RevocationList.parse(order().number(number).deltaTo(base).der());
  }

  private static CrlOrder order() {
    return CrlOrder.by(CA.identity());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
