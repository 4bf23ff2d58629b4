package dev.grapnel.service.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.grapnel.service.x509.Subtree.Relation;
import java.io.IOException;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Name constraints by form (RFC 5280 section 4.2.1.10). */
final class SubtreeTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "EMPTY",
      value = {
        "example.com,example.com,INSIDE",
        "example.com,EXAMPLE.com,INSIDE",
        "example.com,a.b.example.com,INSIDE",
        "example.com,notexample.com,OUTSIDE",
        "example.com,com,OUTSIDE",
        "example.com,*.example.com,INSIDE",
        "a.example.com,*.example.com,PARTLY",
        "a.b.example.com,*.example.com,OUTSIDE",
        "b.example.com,*.a.example.com,OUTSIDE",
        "EMPTY,anything.at.all,INSIDE",
        "example.com,bad..example.com,UNDECIDABLE",
        "example.com,example.com.,UNDECIDABLE",
        "example.com,.example.com,UNDECIDABLE",
        "example.com,a b.example.com,UNDECIDABLE",
        "example.com,f*.example.com,UNDECIDABLE",
        "example.com,under_score.example.com,INSIDE",
      })
  void dns(String base, String name, Relation expected) throws Exception {
    Subtree tree = tree(new GeneralName(GeneralName.dNSName, base == null ? "" : base));
    assertEquals(
        expected,
        tree.relationTo(ConstrainedName.of(new dev.grapnel.service.x509.GeneralName.Dns(name))));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "EMPTY",
      value = {
        "example.com,u@example.com,INSIDE",
        "example.com,u@EXAMPLE.com,INSIDE",
        "example.com,u@a.example.com,OUTSIDE",
        ".example.com,u@a.example.com,INSIDE",
        ".example.com,u@a.b.example.com,INSIDE",
        ".example.com,u@example.com,OUTSIDE",
        "u@example.com,u@example.com,INSIDE",
        "u@example.com,U@example.com,PARTLY",
        "u@example.com,v@example.com,OUTSIDE",
        "*@example.com,u@example.com,OUTSIDE",
        "EMPTY,u@example.com,INSIDE",
        "example.com,u@v@example.com,UNDECIDABLE",
        "example.com,example.com,UNDECIDABLE",
        "example.com,@example.com,UNDECIDABLE",
        "example.com,u@[10.0.0.1],UNDECIDABLE",
        "example.com,\"u@v\"@example.com,INSIDE",
        "example.com,\"u\"v\"@example.com,UNDECIDABLE",
      },
      quoteCharacter = '\'')
  void mail(String base, String mailbox, Relation expected) throws Exception {
    Subtree tree = tree(new GeneralName(GeneralName.rfc822Name, base == null ? "" : base));
    assertEquals(
        expected,
        tree.relationTo(
            ConstrainedName.of(new dev.grapnel.service.x509.GeneralName.Email(mailbox))));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "EMPTY",
      value = {
        "example.com,http://example.com/x,INSIDE",
        "example.com,http://EXAMPLE.com:8080/x,INSIDE",
        "example.com,http://u:p@example.com?x,INSIDE",
        "example.com,http://a.example.com/,OUTSIDE",
        ".example.com,spiffe://a.example.com/b,INSIDE",
        ".example.com,http://example.com/,OUTSIDE",
        "example.com,http://evil.org/@example.com,OUTSIDE",
        "example.com,http://evil.org#@example.com,OUTSIDE",
        "example.com,http://evil.org\\@example.com,OUTSIDE",
        "example.com,http://10.0.0.1/,UNDECIDABLE",
        "example.com,http://[::1]/,UNDECIDABLE",
        "example.com,urn:example.com,UNDECIDABLE",
        "example.com,http:///x,UNDECIDABLE",
        "example.com,//example.com,UNDECIDABLE",
        "EMPTY,http://any.org/,INSIDE",
      })
  void uri(String base, String uri, Relation expected) throws Exception {
    Subtree tree =
        tree(new GeneralName(GeneralName.uniformResourceIdentifier, base == null ? "" : base));
    assertEquals(
        expected,
        tree.relationTo(ConstrainedName.of(new dev.grapnel.service.x509.GeneralName.Uri(uri))));
  }

  @ParameterizedTest
  @CsvSource({
    "0a000000ff000000,0a010203,INSIDE",
    "0a000000ff000000,0b010203,OUTSIDE",
    "0000000000000000,c0a80001,INSIDE",
    "c0a80001ffffffff,c0a80001,INSIDE",
    "c0a80001ffffffff,c0a80002,OUTSIDE",
    "0a000000ff000000,20010db8000000000000000000000001,OUTSIDE",
    "20010db8000000000000000000000000ffffffff000000000000000000000000,"
        + "20010db8000000000000000000000001,INSIDE",
  })
  void ip(String base, String address, Relation expected) throws Exception {
    Subtree tree = tree(ipName(base));
    DerReader reader =
        DerReader.of(new GeneralName(GeneralName.iPAddress, octets(address)).getEncoded("DER"));
    assertEquals(
        expected,
        tree.relationTo(ConstrainedName.of(dev.grapnel.service.x509.GeneralName.read(reader))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a0000", "0a000000", "0a000000ff00ff00", "0a0000000000ffff", ""})
  void ip_notAnAddressAndAMask_isRefused(String base) {
    assertThrows(MalformedX509Exception.class, () -> tree(ipName(base)));
  }

  @ParameterizedTest
  @ValueSource(strings = {".example.com", "*.example.com", "exa mple.com", "example.com."})
  void dns_constraintThatIsNoHostName_isRefused(String base) {
    assertThrows(
        MalformedX509Exception.class, () -> tree(new GeneralName(GeneralName.dNSName, base)));
  }

  @Test
  void distances_andUnknownForms_areUndecidable() throws Exception {
    GeneralName dns = new GeneralName(GeneralName.dNSName, "example.com");
    dev.grapnel.service.x509.GeneralName name =
        new dev.grapnel.service.x509.GeneralName.Dns("example.com");
    assertEquals(
        Relation.UNDECIDABLE, tree(dns, distance(0, 1)).relationTo(ConstrainedName.of(name)));
    assertEquals(
        Relation.UNDECIDABLE, tree(dns, distance(1, 3)).relationTo(ConstrainedName.of(name)));
    assertEquals(Relation.INSIDE, tree(dns, distance(0, 0)).relationTo(ConstrainedName.of(name)));
    Subtree registered = tree(new GeneralName(GeneralName.registeredID, "1.2.3"));
    assertEquals(NameForm.REGISTERED_ID, registered.form());
    assertEquals(
        Relation.UNDECIDABLE,
        registered.relationTo(
            ConstrainedName.of(
                new dev.grapnel.service.x509.GeneralName.Other(NameForm.REGISTERED_ID, "1.2.3"))));
  }

  private static DERTaggedObject distance(int tag, int value) {
    return new DERTaggedObject(false, tag, new ASN1Integer(value));
  }

  private static GeneralName ipName(String hex) {
    return new GeneralName(GeneralName.iPAddress, octets(hex));
  }

  private static DEROctetString octets(String hex) {
    return new DEROctetString(HexFormat.of().parseHex(hex));
  }

  /** The only permitted subtree of an extension with that base. */
  private static Subtree tree(GeneralName base, DERTaggedObject... distances)
      throws MalformedX509Exception, IOException {
    ASN1EncodableVector subtree = new ASN1EncodableVector();
    subtree.add(base);
    for (DERTaggedObject distance : distances) {
      subtree.add(distance);
    }
    DERSequence constraints =
        new DERSequence(new DERTaggedObject(false, 0, new DERSequence(new DERSequence(subtree))));
    return NameConstraints.read(DerReader.of(constraints.getEncoded("DER"))).permitted().getFirst();
  }
}
