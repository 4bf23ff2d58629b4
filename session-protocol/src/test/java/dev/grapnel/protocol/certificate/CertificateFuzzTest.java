package dev.grapnel.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Bytes of strangers: each is refused by its one exception, or read so that it can be repeated. */
final class CertificateFuzzTest {
  @FuzzTest
  void pem(byte[] text) throws Exception {
    List<PemBlock> blocks;
    try {
      blocks = Pem.blocks(text);
    } catch (MalformedCertificateException refused) {
      assertFalse(refused.getMessage().isEmpty());
      return;
    }
    StringBuilder written = new StringBuilder();
    for (PemBlock block : blocks) {
      written.append(Pem.encode(block.label(), block.content()));
    }
    List<PemBlock> again =
        Pem.blocks(written.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertEquals(blocks.size(), again.size());
    for (int i = 0; i < blocks.size(); i++) {
      assertEquals(blocks.get(i).label(), again.get(i).label());
      assertArrayEquals(blocks.get(i).content(), again.get(i).content());
    }
  }

  @FuzzTest
  void chainHeader(FuzzedDataProvider data) throws Exception {
    DerCertificate leaf = DerCertificate.of(new byte[] {0x30, 0});
    String header = data.consumeRemainingAsString();
    try {
      List<DerCertificate> chain = CertificateHeaders.decodeChain(header, leaf);
      assertTrue(chain.size() <= CertificateHeaders.MAX_CERTIFICATES);
      assertEquals(header, CertificateHeaders.encodeChain(chain), "two texts of one chain");
    } catch (MalformedCertificateException refused) {
      assertFalse(refused.getMessage().isEmpty());
    }
  }

  @FuzzTest
  void der(byte[] bytes) {
    try {
      assertArrayEquals(bytes, DerCertificate.of(bytes).encoded());
    } catch (MalformedCertificateException refused) {
      assertFalse(refused.getMessage().isEmpty());
    }
  }
}
