package dev.grapnel.service.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Real chains with bytes changed: a typed refusal, or what was accepted is what was issued. */
final class PathFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestCa ROOT = TestCa.root("Root", KeyKind.P256);
  private static final TestCa UPPER = ROOT.intermediate("Upper", KeyKind.P256);
  private static final TestCa LOWER = UPPER.intermediate("Lower", KeyKind.P256);
  private static final TestIdentity LEAF = LOWER.leaf("demo").dnsName("demo.example.com").issue();

  private final SignatureRules signatures = new KeySignatures(VerificationProvider.fastest());

  @FuzzTest
  void chain(FuzzedDataProvider data) throws Exception {
    List<byte[]> chain = List.of(LEAF.der(), LOWER.identity().der(), UPPER.identity().der());
    int changes = data.consumeInt(1, 8);
    for (int i = 0; i < changes; i++) {
      byte[] der = chain.get(data.consumeInt(0, chain.size() - 1));
      der[data.consumeInt(0, der.length - 1)] = data.consumeByte();
    }
    Optional<ParsedCertificate> leaf = parse(chain.getFirst());
    if (leaf.isEmpty()) {
      return;
    }
    List<ParsedCertificate> candidates = new ArrayList<>();
    chain.subList(1, chain.size()).forEach(der -> parse(der).ifPresent(candidates::add));
    PathOutcome outcome =
        PathValidator.validate(
            new PathQuery(
                leaf.get(),
                candidates,
                AnchorSet.of(List.of(issued(ROOT.identity()))),
                NOW,
                Optional.empty(),
                PolicyInputs.ANY,
                PathLimits.DEFAULT,
                signatures,
                CertificateProfile.RFC_5280,
                RevocationCheck.NONE));
    switch (outcome) {
      case PathOutcome.Accepted accepted ->
          assertEquals(
              List.of(issued(LEAF), issued(LOWER.identity()), issued(UPPER.identity())),
              accepted.path().certificates());
      case PathOutcome.Refused(Refusal refusal) -> assertFalse(refusal.detail().isEmpty());
    }
  }

  private static ParsedCertificate issued(TestIdentity identity) {
    return parse(identity.der()).orElseThrow();
  }

  private static Optional<ParsedCertificate> parse(byte[] der) {
    try {
      return Optional.of(ParsedCertificate.parse(DerCertificate.of(der)));
    } catch (MalformedCertificateException | MalformedX509Exception _) {
      return Optional.empty();
    }
  }
}
