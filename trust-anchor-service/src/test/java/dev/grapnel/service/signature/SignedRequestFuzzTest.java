package dev.grapnel.service.signature;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TestSession;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Requests of strangers: refused with a reason, whatever they say; never proven. */
final class SignedRequestFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestIdentity LEAF = TestCa.root(KeyKind.P256).leaf("demo").issue();
  private static final CapturedRequest SIGNED = TestSession.by(LEAF).at(NOW).sign();
  private static final ProofOfPossession PROOF =
      new ProofOfPossession(VerificationProvider.fastest(), () -> NOW, "us-east-1");

  @FuzzTest
  void request(FuzzedDataProvider data) {
    Headers headers =
        Headers.of(
            "authorization",
            data.consumeString(1_000),
            "host",
            data.consumeString(20),
            "x-amz-date",
            data.consumeString(20),
            "x-amz-x509",
            data.consumeString(2_000),
            "x-amz-x509-chain",
            data.consumeString(2_000));
    refused(prove(data.consumeString(1_000), headers, data.consumeRemainingAsBytes()));
  }

  /** A certificate with some bytes changed reaches the parsers below. */
  @FuzzTest
  void certificate(FuzzedDataProvider data) {
    byte[] der = LEAF.der();
    int changes = data.consumeInt(1, 8);
    for (int i = 0; i < changes; i++) {
      der[data.consumeInt(0, der.length - 1)] = data.consumeByte();
    }
    if (!Arrays.equals(der, LEAF.der())) {
      String header = Base64.getEncoder().encodeToString(der);
      refused(
          prove(
              SIGNED.rawQuery(), SIGNED.withHeader("x-amz-x509", header).headers(), SIGNED.body()));
    }
  }

  private static Verdict<ProvenCaller> prove(String query, Headers headers, byte[] body) {
    return SignedRequest.read(query, headers, body).then(PROOF::prove);
  }

  private static void refused(Verdict<ProvenCaller> verdict) {
    switch (verdict) {
      case Verdict.Passed<ProvenCaller> _ -> fail("nobody signed this");
      case Verdict.Refused<ProvenCaller> refused ->
          assertFalse(refused.denial().auditReason().isEmpty());
    }
  }
}
