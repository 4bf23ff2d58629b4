package dev.grapnel.service.path;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.HostileChain;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made to cost much is refused, and costs little: 20 ms of CPU, or 200 ms by the JDK. */
final class HostileChainTest {
  @ParameterizedTest
  @EnumSource
  void hostileChain_isRefusedInTime(HostileChain.Kind kind) throws Exception {
    HostileChain chain = kind.make();
    AnchorSet anchors = AnchorSet.of(List.of(parse(chain.anchor().der())));
    VerificationProvider.corretto()
        .ifPresent(corretto -> assertInTime(kind, chain, anchors, corretto, Duration.ofMillis(20)));
    assertInTime(kind, chain, anchors, VerificationProvider.jdk(), Duration.ofMillis(200));
  }

  /** The least of several runs, from the bytes to the verdict. */
  private static void assertInTime(
      HostileChain.Kind kind,
      HostileChain chain,
      AnchorSet anchors,
      VerificationProvider provider,
      Duration limit) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    SignatureRules signatures = new KeySignatures(provider);
    long leastNanos = Long.MAX_VALUE;
    String why = "";
    for (int i = 0; i < 25; i++) {
      long before = threads.getCurrentThreadCpuTime();
      why = refusal(chain, anchors, signatures);
      leastNanos = Math.min(leastNanos, threads.getCurrentThreadCpuTime() - before);
    }
    System.out.println("%s %s %d us %s".formatted(kind, provider, leastNanos / 1_000, why));
    long took = leastNanos;
    assertTrue(took < limit.toNanos(), () -> "took " + took / 1_000 + " us of CPU");
  }

  private static String refusal(HostileChain chain, AnchorSet anchors, SignatureRules signatures) {
    try {
      List<ParsedCertificate> candidates = new ArrayList<>();
      for (byte[] der : chain.candidates()) {
        candidates.add(parse(der));
      }
      PathOutcome outcome =
          PathValidator.validate(
              new PathQuery(
                  parse(chain.leaf().der()),
                  candidates,
                  anchors,
                  Instant.parse("2026-11-24T12:00:00Z"),
                  Optional.of(Oids.CLIENT_AUTH),
                  PolicyInputs.ANY,
                  PathLimits.DEFAULT,
                  signatures,
                  CertificateProfile.RFC_5280,
                  RevocationCheck.NONE));
      return assertInstanceOf(PathOutcome.Refused.class, outcome).refusal().message();
    } catch (MalformedX509Exception | MalformedCertificateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static ParsedCertificate parse(byte[] der)
      throws MalformedX509Exception, MalformedCertificateException {
    return ParsedCertificate.parse(DerCertificate.of(der));
  }
}
