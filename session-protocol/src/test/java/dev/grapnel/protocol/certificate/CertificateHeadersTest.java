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
    byte[] largest = new byte[DerCertificate.MAX_BYTES];
    largest[0] = 0x30;
    largest[1] = (byte) 0x82;
    largest[2] = (byte) ((largest.length - 4) >> 8);
    largest[3] = (byte) (largest.length - 4);
    assertEquals(largest.length, decodeLeaf(largest).length());
    byte[] over = new byte[DerCertificate.MAX_BYTES + 1];
    over[0] = 0x30;
    over[1] = (byte) 0x82;
    over[2] = (byte) ((over.length - 4) >> 8);
    over[3] = (byte) (over.length - 4);
    refuses(over, "at most 16384");
  }

  @Test
  void decodeLeaf_notOneDerSequence_refusesSayingWhy() {
    refuses(new byte[] {0x30}, "not DER");
    refuses(new byte[] {0x31, 0}, "not DER");
    refuses(new byte[] {0x30, (byte) 0x80, 0, 0}, "length cannot be read");
    refuses(new byte[] {0x30, (byte) 0x84, 0, 0, 0, 0}, "length cannot be read");
    refuses(new byte[] {0x30, (byte) 0x82, 1}, "length cannot be read");
    refuses(new byte[] {0x30, (byte) 0x81, 1, 0}, "shortest form");
    refuses(new byte[] {0x30, (byte) 0x82, 0, (byte) 0x80}, "shortest form");
    refuses(new byte[] {0x30, 2, 0}, "cut short");
    refuses(new byte[] {0x30, 1, 0, 0}, "followed by 1 bytes");
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
