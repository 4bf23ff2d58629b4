package dev.grapnel.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemTest {
  private static final TestCa CA = TestCa.root(KeyKind.P256);
  private static final TestIdentity LEAF = CA.leaf("demo").issue();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecp256-cert.pem",
        "ecp256-via-int-cert.pem",
        "ecp384-cert.pem",
        "int-ca.pem",
        "mldsa44-cert.pem",
        "root-ca.pem",
        "rsa2048-cert.pem"
      })
  void certificates_foreignFile_readsOne(String name) throws Exception {
    byte[] text = Files.readAllBytes(CapturedRequest.folder().resolve(name));
    assertEquals(1, Pem.certificates(text).size());
  }

  @Test
  void certificates_leafOfACapture_isTheHeadersCertificate() throws Exception {
    byte[] text = Files.readAllBytes(CapturedRequest.folder().resolve("ecp256-cert.pem"));
    String header = CapturedRequest.read("ecp256-http").headers().first("x-amz-x509").orElseThrow();
    assertEquals(Pem.certificates(text).getFirst(), CertificateHeaders.decodeLeaf(header));
    assertEquals(header, Pem.certificates(text).getFirst().base64());
  }

  @Test
  void certificates_bundleWithTextAndKeys_readsThemInOrder() throws Exception {
    String text =
        "Certificate:\n    Data:\n" + LEAF.pem() + LEAF.keyPkcs8Pem() + "\r\n" + CA.pem() + "end";
    List<DerCertificate> read = Pem.certificates(text);
    assertEquals(2, read.size());
    assertArrayEquals(LEAF.der(), read.get(0).encoded());
    assertArrayEquals(CA.identity().der(), read.get(1).encoded());
  }

  @Test
  void certificates_otherLineEnds_readsTheSame() throws Exception {
    String pem = LEAF.pem();
    List<DerCertificate> expected = Pem.certificates(pem);
    assertEquals(expected, Pem.certificates(pem.replace("\n", "\r\n")));
    assertEquals(expected, Pem.certificates(pem.replace("\n", "\r")));
    assertEquals(expected, Pem.certificates(pem.replace("\n", " \t\n")));
    assertEquals(expected, Pem.certificates(pem.strip()));
    assertEquals(expected, Pem.certificates("\ufeff" + pem));
    String body = pem.substring(28, pem.length() - 27).replace("\n", "");
    assertEquals(
        expected,
        Pem.certificates("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate at all",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----BEGIN CERTIFICATE-----",
        "-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE\nMAA=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE----\nMAA=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMAB=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMA A=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMA_=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\n\nMAA=\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nMAE=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMQA=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----"
      })
  void certificates_malformed_refuses(String text) {
    assertThrows(MalformedCertificateException.class, () -> Pem.certificates(text));
  }

  @Test
  void blocks_keyFormats_areReadWithTheirLabels() throws Exception {
    TestIdentity rsa = CA.leaf("rsa").key(KeyKind.RSA_2048).issue();
    String text = rsa.keyPkcs1Pem() + LEAF.keySec1Pem() + LEAF.keyPkcs8Pem();
    List<PemBlock> blocks = Pem.blocks(text.getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY"),
        blocks.stream().map(PemBlock::label).toList());
    assertArrayEquals(LEAF.keys().getPrivate().getEncoded(), blocks.get(2).content());
    assertEquals("PemBlock[PRIVATE KEY]", blocks.get(2).toString());
  }

  @Test
  void blocks_overTheLimits_refuses() {
    String block = "-----BEGIN X-----\nMAA=\n-----END X-----\n";
    refuses(block.repeat(Pem.MAX_BLOCKS + 1), "more than 1000 blocks");
    refuses(" ".repeat(Pem.MAX_BYTES + 1), "at most 1048576");
  }

  @Test
  void blocks_manyBlocks_costTheirOwnLength() throws Exception {
    String block = "-----BEGIN X-----\nMAA=\n-----END X-----\n";
    byte[] text =
        (block.repeat(Pem.MAX_BLOCKS) + "x".repeat(900_000)).getBytes(StandardCharsets.US_ASCII);
    assertEquals(Pem.MAX_BLOCKS, Pem.blocks(text).size());
  }

  @Test
  void blocks_error_doesNotQuoteTheContent() {
    String secret = "c2VzYW1l!";
    MalformedCertificateException thrown =
        assertThrows(
            MalformedCertificateException.class,
            () ->
                Pem.blocks(
                    ("-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----")
                        .getBytes(StandardCharsets.US_ASCII)));
    assertFalse(thrown.getMessage().contains(secret));
    assertTrue(thrown.getMessage().contains("PRIVATE KEY"));
  }

  private static void refuses(String text, String message) {
    MalformedCertificateException thrown =
        assertThrows(
            MalformedCertificateException.class,
            () -> Pem.blocks(text.getBytes(StandardCharsets.US_ASCII)));
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
  }
}
