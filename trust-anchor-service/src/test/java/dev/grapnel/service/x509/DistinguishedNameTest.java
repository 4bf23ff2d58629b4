package dev.grapnel.service.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

/** Names compare by RFC 5280 section 7.1. */
final class DistinguishedNameTest {
  @Test
  void equals_caseSpacesAndEncoding_doNotCount() throws Exception {
    DistinguishedName name = name(BCStyle.CN, new DERPrintableString("Good CA"));
    assertEquals(name, name(BCStyle.CN, new DERPrintableString("  good   CA ")));
    assertEquals(name, name(BCStyle.CN, new DERUTF8String("GOOD CA")));
    assertEquals(name, name(BCStyle.CN, new DERBMPString("Good CA")));
    assertEquals(name, name(BCStyle.CN, new DERT61String("Good CA")));
    assertEquals(name, name(BCStyle.CN, new DERIA5String("Good CA")));
    assertEquals(name.hashCode(), name(BCStyle.CN, new DERUTF8String("good ca")).hashCode());
    assertNotEquals(name, name(BCStyle.CN, new DERUTF8String("GoodCA")));
    assertNotEquals(name, name(BCStyle.O, new DERUTF8String("Good CA")));
  }

  @Test
  void toString_ofLongNames_tellsThemApart() throws Exception {
    String beginning = "a".repeat(300);
    String one = name(BCStyle.CN, new DERUTF8String(beginning + "1")).toString();
    String other = name(BCStyle.CN, new DERUTF8String(beginning + "2")).toString();
    assertNotEquals(one, other);
    assertTrue(one.length() < 310, one);
    assertEquals("CN=a...", name(BCStyle.CN, new DERUTF8String("a...")).toString().substring(0, 7));
  }

  @Test
  void equals_unicode_isFoldedAndNormalised() throws Exception {
    DistinguishedName name = name(BCStyle.CN, new DERUTF8String("Stra\u00dfe"));
    assertEquals(name, name(BCStyle.CN, new DERUTF8String("STRASSE")));
    assertEquals(
        name(BCStyle.CN, new DERUTF8String("caf\u00e9")),
        name(BCStyle.CN, new DERUTF8String("CAFE\u0301")));
    assertEquals(
        name(BCStyle.CN, new DERUTF8String("soft")),
        name(BCStyle.CN, new DERUTF8String("so\u00adft")));
    assertNotEquals(
        name(BCStyle.CN, new DERUTF8String("\ufffd")),
        name(BCStyle.CN, new DERUTF8String("\ufffd ")));
  }

  @Test
  void equals_orderOfRelativeNamesCounts_orderWithinOneDoesNot() throws Exception {
    assertEquals(parse("CN=a,O=b"), parse("CN=A,O=B"));
    assertNotEquals(parse("CN=a,O=b"), parse("O=b,CN=a"));
    assertEquals(parse("CN=a+OU=b,O=c"), parse("OU=b+CN=a,O=c"));
    assertNotEquals(parse("CN=a+OU=b,O=c"), parse("CN=a,OU=b,O=c"));
  }

  @Test
  void isWithin_isByLeadingRelativeNames() throws Exception {
    assertTrue(parse("O=a,OU=b,CN=c").isWithin(parse("O=A,OU=B")));
    assertTrue(parse("O=a").isWithin(parse("O=a")));
    assertTrue(parse("O=a").isWithin(parse("")));
    assertFalse(parse("O=a").isWithin(parse("O=a,OU=b")));
    assertFalse(parse("OU=b,O=a").isWithin(parse("O=a")));
    assertFalse(parse("O=ab").isWithin(parse("O=a")));
  }

  @Test
  void toString_isSafeToPrint() throws Exception {
    String text = name(BCStyle.CN, new DERUTF8String("a\n\u001b[31mb\u202ec")).toString();
    assertEquals("CN=a\ufffd\ufffd[31mb\ufffdc", text);
    assertTrue(name(BCStyle.CN, new DERUTF8String("x".repeat(1_000))).toString().length() < 300);
  }

  @Test
  void parse_textUpToTheLimit() throws Exception {
    String longest = "x".repeat(AttributeValue.MAX_TEXT_BYTES);
    assertEquals(List.of(longest), name(BCStyle.CN, new DERUTF8String(longest)).values("2.5.4.3"));
    assertThrows(
        MalformedX509Exception.class, () -> name(BCStyle.CN, new DERUTF8String(longest + "x")));
  }

  @Test
  void parse_textThatIsNotOfItsType_isRefused() throws Exception {
    byte[] der = new X500Name("CN=aa").getEncoded("DER");
    der[der.length - 1] = (byte) 0xff; // not UTF-8
    assertThrows(MalformedX509Exception.class, () -> DistinguishedName.parse(der));
  }

  @Test
  void parse_attributesUpToTheLimit() throws Exception {
    assertEquals(
        DistinguishedName.MAX_ATTRIBUTES,
        parse(attributes(DistinguishedName.MAX_ATTRIBUTES)).attributes().size());
    assertThrows(
        MalformedX509Exception.class,
        () -> parse(attributes(DistinguishedName.MAX_ATTRIBUTES + 1)));
  }

  private static String attributes(int count) {
    return "OU=x" + ",OU=x".repeat(count - 1);
  }

  private static DistinguishedName parse(String name) throws MalformedX509Exception, IOException {
    return DistinguishedName.parse(new X500Name(name).getEncoded("DER"));
  }

  private static DistinguishedName name(ASN1ObjectIdentifier type, ASN1Encodable value)
      throws MalformedX509Exception, IOException {
    RDN[] names = {new RDN(new AttributeTypeAndValue(type, value))};
    return DistinguishedName.parse(new X500Name(names).getEncoded("DER"));
  }
}
