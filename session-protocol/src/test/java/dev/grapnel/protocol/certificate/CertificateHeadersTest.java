package dev.grapnel.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.CapturedRequest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificateHeadersTest {
  @Test
  void decodeChain_capture_readsTheIntermediate() throws Exception {
    CapturedRequest captured = CapturedRequest.read("ecp256-chain-session-http");
    String header = captured.headers().first(CertificateHeaders.CHAIN).orElseThrow();
    DerCertificate leaf =
        CertificateHeaders.decodeLeaf(
            captured.headers().first(CertificateHeaders.LEAF).orElseThrow());
    List<DerCertificate> chain = CertificateHeaders.decodeChain(header, leaf);
    assertEquals(
        Pem.certificates(Files.readAllBytes(CapturedRequest.folder().resolve("int-ca.pem"))),
        chain);
    assertEquals(header, CertificateHeaders.encodeChain(chain));
  }

  @Test
  void decodeChain_fiveWithTheLeaf_isTheMost() throws Exception {
    DerCertificate leaf = sequence(1);
    List<DerCertificate> others = List.of(sequence(2), sequence(3), sequence(4), sequence(5));
    assertEquals(others, decode(others, leaf), "four beside the leaf");
    List<DerCertificate> withLeaf = new ArrayList<>(others);
    withLeaf.addFirst(leaf);
    assertEquals(withLeaf, decode(withLeaf, leaf), "the leaf repeated");
    List<DerCertificate> five = new ArrayList<>(others);
    five.add(sequence(6));
    assertThrows(MalformedCertificateException.class, () -> decode(five, leaf));
    withLeaf.add(sequence(6));
    assertThrows(MalformedCertificateException.class, () -> decode(withLeaf, leaf));
    assertThrows(
        MalformedCertificateException.class, () -> decode(Collections.nCopies(6, leaf), leaf));
    assertThrows(
        MalformedCertificateException.class,
        () -> CertificateHeaders.decodeChain(",".repeat(100_000), leaf));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "MAA=,",
        ",MAA=",
        "MAA=, MAA=",
        "MAA=;MAA=",
        "MAA= ",
        " MAA=",
        "MAA",
        "MAA==",
        "MAB=",
        "M_A=",
        "MAA=\n",
        "====",
        "=",
        "MA==",
        "MA",
        "gAA=",
        "AgEA"
      })
  void decodeChain_malformed_refuses(String header) throws Exception {
    DerCertificate leaf = sequence(1);
    assertThrows(
        MalformedCertificateException.class, () -> CertificateHeaders.decodeChain(header, leaf));
  }

  @Test
  void decodeLeaf_atAndOverTheSizeLimit_acceptsAndRefuses() throws Exception {
    assertEquals(DerCertificate.MAX_BYTES, decodeLeaf(filled(DerCertificate.MAX_BYTES)).length());
    refuses(filled(DerCertificate.MAX_BYTES + 1), "at most 16384");
    refuses(filled(DerCertificate.MAX_BYTES + 1_000), "the most that is allowed");
    refuses(filled(20_000_000), "the most that is allowed");
  }

  @Test
  void decodeLeaf_notOneDerSequence_refusesSayingWhy() {
    refuses(new byte[] {0x30}, "not DER");
    refuses(new byte[] {0x31, 0}, "not DER");
    refuses(new byte[] {0x30, (byte) 0x80, 0, 0}, "not in its shortest");
    refuses(new byte[] {0x30, (byte) 0x85, 0, 0, 0, 0, 0}, "not in its shortest");
    refuses(new byte[] {0x30, (byte) 0x82, 1}, "cut short");
    refuses(new byte[] {0x30, (byte) 0x81, 1, 0}, "shortest");
    refuses(new byte[] {0x30, (byte) 0x82, 0, (byte) 0x80}, "shortest");
    refuses(new byte[] {0x30, (byte) 0x84, (byte) 0xff, 0, 0, 0}, "shortest");
    refuses(new byte[] {0x30, 2, 0}, "cut short");
    refuses(new byte[] {0x30, 2, 4, 0, 0}, "followed by 1 bytes");
    refuses(new byte[] {0x30, 0, 0}, "followed by 1 bytes");
    refuses(new byte[] {0x30, 2, 4, 1}, "cut short");
    refuses(new byte[] {0x30, 1, 4}, "cut short");
    refuses(new byte[] {0x30, 3, 0x1f, 1, 0}, "tag");
  }

  @Test
  void decodeLeaf_nestedDeeply_refuses() throws Exception {
    assertEquals(2 * DerStructure.MAX_DEPTH, decodeLeaf(nested(DerStructure.MAX_DEPTH)).length());
    refuses(nested(DerStructure.MAX_DEPTH + 1), "levels deep");
    byte[] deepest = filled(DerCertificate.MAX_BYTES);
    for (int i = 4; i + 4 <= deepest.length - 128; i += 4) {
      deepest[i] = 0x30;
      deepest[i + 1] = (byte) 0x82;
      deepest[i + 2] = (byte) ((deepest.length - i - 4) >> 8);
      deepest[i + 3] = (byte) (deepest.length - i - 4);
    }
    assertThrows(MalformedCertificateException.class, () -> decodeLeaf(deepest));
  }

  /** A SEQUENCE of one OCTET STRING, so many bytes in all. */
  private static byte[] filled(int lengthBytes) {
    byte[] der = new byte[lengthBytes];
    if (lengthBytes > 65_535) {
      return der;
    }
    der[0] = 0x30;
    der[4] = 4;
    for (int i : new int[] {0, 4}) {
      der[i + 1] = (byte) 0x82;
      der[i + 2] = (byte) ((lengthBytes - i - 4) >> 8);
      der[i + 3] = (byte) (lengthBytes - i - 4);
    }
    return der;
  }

  private static byte[] nested(int depth) {
    byte[] der = new byte[2 * depth];
    for (int i = 0; i < depth; i++) {
      der[2 * i] = 0x30;
      der[2 * i + 1] = (byte) (2 * (depth - i - 1));
    }
    return der;
  }

  private static void refuses(byte[] der, String message) {
    MalformedCertificateException thrown =
        assertThrows(MalformedCertificateException.class, () -> decodeLeaf(der));
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
  }

  private static DerCertificate decodeLeaf(byte[] der) throws MalformedCertificateException {
    return CertificateHeaders.decodeLeaf(Base64.getEncoder().encodeToString(der));
  }

  private static List<DerCertificate> decode(List<DerCertificate> chain, DerCertificate leaf)
      throws MalformedCertificateException {
    return CertificateHeaders.decodeChain(CertificateHeaders.encodeChain(chain), leaf);
  }

  private static DerCertificate sequence(int content) throws MalformedCertificateException {
    return DerCertificate.of(new byte[] {0x30, 3, 2, 1, (byte) content});
  }
}
