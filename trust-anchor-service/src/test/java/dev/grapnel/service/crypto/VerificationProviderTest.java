package dev.grapnel.service.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.crypto.VerificationAlgorithm.Ecdsa;
import dev.grapnel.service.crypto.VerificationAlgorithm.Ed25519;
import dev.grapnel.service.crypto.VerificationAlgorithm.MlDsa;
import dev.grapnel.service.crypto.VerificationAlgorithm.RsaPkcs1;
import dev.grapnel.service.crypto.VerificationAlgorithm.RsaPss;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class VerificationProviderTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  record Case(dev.grapnel.testing.KeyKind kind, String jcaName, VerificationAlgorithm algorithm) {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (HashFunction hash : HashFunction.values()) {
      cases.add(
          new Case(
              dev.grapnel.testing.KeyKind.RSA_2048,
              hash.inSignatureName() + "withRSA",
              new RsaPkcs1(hash)));
      cases.add(
          new Case(
              dev.grapnel.testing.KeyKind.RSA_2048,
              "RSASSA-PSS",
              new RsaPss(hash, hash.lengthBytes())));
      for (dev.grapnel.testing.KeyKind kind :
          List.of(
              dev.grapnel.testing.KeyKind.P256,
              dev.grapnel.testing.KeyKind.P384,
              dev.grapnel.testing.KeyKind.P521)) {
        cases.add(new Case(kind, hash.inSignatureName() + "withECDSA", new Ecdsa(hash)));
      }
    }
    cases.add(new Case(dev.grapnel.testing.KeyKind.ED25519, "Ed25519", new Ed25519()));
    cases.add(new Case(dev.grapnel.testing.KeyKind.ML_DSA_44, "ML-DSA", new MlDsa()));
    cases.add(new Case(dev.grapnel.testing.KeyKind.ML_DSA_65, "ML-DSA", new MlDsa()));
    cases.add(new Case(dev.grapnel.testing.KeyKind.ML_DSA_87, "ML-DSA", new MlDsa()));
    return cases;
  }

  static Stream<VerificationProvider> providers() {
    return VerificationProvider.loadable().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void verify_eachProvider_sameAnswer(Case c) throws Exception {
    KeyPair keys = c.kind().generate();
    byte[] signature = sign(c, keys);
    byte[] other = MESSAGE.clone();
    other[0] ^= 1;
    byte[] damaged = signature.clone();
    damaged[damaged.length - 1] ^= 1;
    for (VerificationProvider provider : VerificationProvider.loadable()) {
      VerificationKey key =
          provider.key(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
      assertTrue(key.verify(c.algorithm(), MESSAGE, signature), provider.name());
      assertFalse(key.verify(c.algorithm(), other, signature), provider.name());
      assertFalse(key.verify(c.algorithm(), MESSAGE, damaged), provider.name());
      assertFalse(key.verify(c.algorithm(), MESSAGE, new byte[0]), provider.name());
    }
  }

  @Test
  void loadable_here_includesTheNativeOne() {
    assertEquals(
        List.of("Amazon Corretto Crypto Provider", "JDK", "BouncyCastle"),
        VerificationProvider.loadable().stream().map(VerificationProvider::name).toList());
  }

  private static byte[] sign(Case c, KeyPair keys) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(c.jcaName());
    if (c.algorithm() instanceof RsaPss pss) {
      String hash = pss.hash().jcaName();
      signer.setParameter(
          new PSSParameterSpec(
              hash, "MGF1", new MGF1ParameterSpec(hash), pss.saltLengthBytes(), 1));
    }
    signer.initSign(keys.getPrivate());
    signer.update(MESSAGE);
    return signer.sign();
  }
}
