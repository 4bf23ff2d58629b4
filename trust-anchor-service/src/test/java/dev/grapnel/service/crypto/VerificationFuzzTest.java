package dev.grapnel.service.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Keys and signatures with some bytes changed: no fault, and each provider says the same. */
final class VerificationFuzzTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
  private static final List<VerificationProvider> PROVIDERS = VerificationProvider.loadable();

  private record Sample(
      @SuppressWarnings("ArrayRecordComponent") byte[] key,
      @SuppressWarnings("ArrayRecordComponent") byte[] signature,
      VerificationAlgorithm algorithm) {}

  private static final List<Sample> SAMPLES =
      List.of(
          sample(
              dev.grapnel.testing.KeyKind.P256,
              "SHA256withECDSA",
              new VerificationAlgorithm.Ecdsa(HashFunction.SHA256)),
          sample(
              dev.grapnel.testing.KeyKind.P521,
              "SHA256withECDSA",
              new VerificationAlgorithm.Ecdsa(HashFunction.SHA256)),
          sample(
              dev.grapnel.testing.KeyKind.RSA_2048,
              "SHA256withRSA",
              new VerificationAlgorithm.RsaPkcs1(HashFunction.SHA256)),
          sample(
              dev.grapnel.testing.KeyKind.ED25519, "Ed25519", new VerificationAlgorithm.Ed25519()),
          sample(
              dev.grapnel.testing.KeyKind.ML_DSA_44, "ML-DSA", new VerificationAlgorithm.MlDsa()));

  @FuzzTest
  void signature(FuzzedDataProvider data) {
    Sample sample = data.pickValue(SAMPLES);
    byte[] signature = changed(sample.signature(), data);
    List<Optional<Boolean>> answers =
        PROVIDERS.stream()
            .map(provider -> answer(provider, sample, sample.key(), signature))
            .toList();
    assertEquals(1, answers.stream().distinct().count(), answers.toString());
  }

  @FuzzTest
  void key(FuzzedDataProvider data) {
    Sample sample = data.pickValue(SAMPLES);
    byte[] key = changed(sample.key(), data);
    for (VerificationProvider provider : PROVIDERS) {
      // A provider may refuse a key on grounds of its own; none may take it for another's.
      boolean same = java.util.Arrays.equals(key, sample.key());
      Optional<Boolean> answer = answer(provider, sample, key, sample.signature());
      if (!same) {
        assertFalse(answer.orElse(false), provider.name());
      }
    }
  }

  private static Optional<Boolean> answer(
      VerificationProvider provider, Sample sample, byte[] key, byte[] signature) {
    try {
      return Optional.of(
          provider
              .key(SubjectPublicKeyInfo.getInstance(key))
              .verify(sample.algorithm(), MESSAGE, signature));
    } catch (UnacceptableKeyException | IllegalArgumentException _) {
      return Optional.empty(); // the second by the reader of the structure, before our rules
    }
  }

  private static byte[] changed(byte[] original, FuzzedDataProvider data) {
    byte[] bytes = original.clone();
    int changes = data.consumeInt(0, 6);
    for (int i = 0; i < changes; i++) {
      bytes[data.consumeInt(0, bytes.length - 1)] = data.consumeByte();
    }
    return bytes;
  }

  private static Sample sample(
      dev.grapnel.testing.KeyKind kind, String jcaName, VerificationAlgorithm algorithm) {
    try {
      KeyPair keys = kind.generate();
      Signature signer = Signature.getInstance(jcaName);
      signer.initSign(keys.getPrivate());
      signer.update(MESSAGE);
      return new Sample(keys.getPublic().getEncoded(), signer.sign(), algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
