package dev.grapnel.service.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.service.x509.MalformedX509Exception;
import java.math.BigInteger;

/** CRLs and OCSP answers of strangers: each is refused by its one exception, or read. */
final class RevocationFuzzTest {
  @FuzzTest
  void list(FuzzedDataProvider data) {
    byte[] der = data.consumeRemainingAsBytes();
    try {
      RevocationList list = RevocationList.parse(der);
      assertTrue(list.size() <= der.length);
      assertTrue(list.find(list.issuer(), BigInteger.ONE).isEmpty() || list.size() > 0);
      assertTrue(list.isSameAs(RevocationList.parse(der)));
    } catch (MalformedX509Exception refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
  }

  @FuzzTest
  void text(FuzzedDataProvider data) {
    try {
      assertFalse(CrlText.parse(data.consumeRemainingAsBytes()).isEmpty());
    } catch (MalformedX509Exception refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
  }

  @FuzzTest
  void ocspResponse(FuzzedDataProvider data) {
    try {
      OcspResponse response = OcspResponse.parse(data.consumeRemainingAsBytes());
      for (OcspResponse.Single single : response.singles()) {
        assertEquals(single.id(), response.about(single.id()).orElseThrow().id());
      }
    } catch (MalformedX509Exception refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
  }
}
