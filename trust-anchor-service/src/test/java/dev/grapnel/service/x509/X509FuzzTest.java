package dev.grapnel.service.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;

/** Bytes of strangers: each is refused by its one exception, or read into a valid value. */
final class X509FuzzTest {
  private static final int LONGEST_TEXT = 300;

  @FuzzTest
  void certificate(FuzzedDataProvider data) throws Exception {
    ParsedCertificate read;
    try {
      read = ParsedCertificate.parse(DerCertificate.of(data.consumeRemainingAsBytes()));
    } catch (MalformedX509Exception | MalformedCertificateException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
      return;
    }
    assertEquals(read, ParsedCertificate.parse(read.der()));
    assertTrue(read.toString().length() <= LONGEST_TEXT);
    assertTrue(read.version() >= 1 && read.version() <= 3);
    assertTrue(read.subject().isWithin(read.subject()));
    assertEquals(read.isSelfIssued(), read.subject().equals(read.issuer()));
    assertTrue(read.ocspResponders().size() <= 32);
    if (read.nameConstraints().isPresent() && read.alternativeNames().isPresent()) {
      read.nameConstraints().get().permitted().forEach(tree -> relate(tree, read));
      read.nameConstraints().get().excluded().forEach(tree -> relate(tree, read));
    }
  }

  private static void relate(Subtree tree, ParsedCertificate certificate) {
    for (GeneralName name : certificate.alternativeNames().orElseThrow()) {
      assertFalse(tree.relationTo(ConstrainedName.of(name)).name().isEmpty());
      assertTrue(name.toString().length() <= LONGEST_TEXT);
    }
  }

  @FuzzTest
  void name(FuzzedDataProvider data) {
    try {
      DistinguishedName name = DistinguishedName.parse(data.consumeRemainingAsBytes());
      assertTrue(name.isWithin(name));
      assertTrue(name.toString().length() <= LONGEST_TEXT);
    } catch (MalformedX509Exception refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
  }

  @FuzzTest
  void preparedText(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    StringPreparation.prepare(text)
        .ifPresent(
            prepared -> {
              assertFalse(prepared.startsWith(" ") || prepared.endsWith(" "));
              assertFalse(prepared.contains("  "));
            });
  }

  @FuzzTest
  void namesUnderConstraints(FuzzedDataProvider data) {
    String text = data.consumeString(300);
    Subtree.DnsTree dns = new Subtree.DnsTree("example.com");
    Subtree.Relation relation = dns.relationTo(ConstrainedName.of(new GeneralName.Dns(text)));
    if (relation == Subtree.Relation.INSIDE) {
      assertTrue(text.toLowerCase(java.util.Locale.ROOT).endsWith("example.com"));
    }
    Subtree.MailTree mail = new Subtree.MailTree("", "example.com");
    if (mail.relationTo(ConstrainedName.of(new GeneralName.Email(text)))
        == Subtree.Relation.INSIDE) {
      assertTrue(text.toLowerCase(java.util.Locale.ROOT).endsWith("@example.com"));
    }
    Subtree.UriTree uri = new Subtree.UriTree("example.com");
    if (uri.relationTo(ConstrainedName.of(new GeneralName.Uri(text))) == Subtree.Relation.INSIDE) {
      assertTrue(text.toLowerCase(java.util.Locale.ROOT).contains("example.com"));
    }
  }
}
