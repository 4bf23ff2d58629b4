package dev.grapnel.service.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.CertificateOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.junit.jupiter.api.Test;

/** Each limit of a validation, on both sides of it. */
final class PathBoundsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestCa ROOT = TestCa.root("Root", KeyKind.P256);

  private final SignatureRules signatures = new KeySignatures(VerificationProvider.fastest());

  @Test
  void intermediates_upToTheLimit() {
    TestCa ca = ROOT;
    for (int i = 0; i < 4; i++) {
      ca = ca.intermediate("CA " + i, KeyKind.P256);
    }
    TestIdentity leaf = ca.leaf("demo").issue();
    assertAccepted(query(leaf, limits().withIntermediates(4)));
    assertRefused(PathRule.PATH_TOO_LONG, query(leaf, limits().withIntermediates(3)));
  }

  @Test
  void pathCertificates_selfIssuedOnesIncluded_upToTheLimit() {
    TestCa ca = ROOT;
    for (int i = 0; i < 4; i++) {
      ca = ca.intermediate("Root", KeyKind.P256);
    }
    TestIdentity leaf = ca.leaf("demo").issue();
    assertAccepted(query(leaf, limits(0, 5, 128, 2_000, 100_000, 2_000)));
    assertRefused(PathRule.PATH_TOO_LONG, query(leaf, limits(0, 4, 128, 2_000, 100_000, 2_000)));
  }

  @Test
  void candidates_upToTheLimit() {
    TestCa issuing = ROOT.intermediate("Issuing", KeyKind.P256);
    TestIdentity leaf = issuing.leaf("demo").issue();
    ParsedCertificate stranger = parse(TestCa.root("Stranger", KeyKind.P256).identity());
    List<ParsedCertificate> candidates = new ArrayList<>();
    candidates.add(parse(issuing.identity()));
    while (candidates.size() < PathLimits.DEFAULT.candidates()) {
      candidates.add(stranger);
    }
    assertAccepted(query(leaf, candidates, limits()));
    candidates.add(stranger);
    assertRefused(PathRule.TOO_MUCH_WORK, query(leaf, candidates, limits()));
  }

  @Test
  void steps_upToTheLimit() {
    TestCa issuing = ROOT.intermediate("Issuing", KeyKind.P256);
    TestIdentity leaf = issuing.leaf("demo").issue();
    assertAccepted(query(leaf, limits(10, 20, 128, 2, 100_000, 2_000)));
    assertRefused(PathRule.TOO_MUCH_WORK, query(leaf, limits(10, 20, 128, 1, 100_000, 2_000)));
  }

  @Test
  void signatures_upToTheBudget() {
    TestCa issuing = ROOT.intermediate("Issuing", KeyKind.P256);
    TestIdentity leaf = issuing.leaf("demo").issue();
    int two = 2 * PathLimits.P256_COST;
    assertAccepted(query(leaf, limits(10, 20, 128, 2_000, 100_000, two)));
    assertRefused(
        PathRule.TOO_MUCH_WORK, query(leaf, limits(10, 20, 128, 2_000, 100_000, two - 1)));
  }

  @Test
  void signatures_ofManyCasOfOneName_endWithTheBudget() {
    List<ParsedCertificate> candidates = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      candidates.add(parse(ROOT.leaf("Issuing").ca(true).issue()));
    }
    TestIdentity leaf = ROOT.intermediate("Issuing", KeyKind.P256).leaf("demo").issue();
    assertRefused(PathRule.TOO_MUCH_WORK, query(leaf, candidates, limits()));
  }

  @Test
  void comparisons_ofNames_upToTheLimit() {
    TestIdentity ca =
        ROOT.leaf("Limited").ca(true).extension(Oids.NAME_CONSTRAINTS, true, dnsTrees(20)).issue();
    CertificateOrder order = new TestCa(ca).leaf("demo");
    for (int i = 0; i < 9; i++) {
      order.dnsName("h" + i + ".example.com");
    }
    TestIdentity leaf = order.issue();
    // The subject and nine alternative names, each with twenty subtrees.
    assertAccepted(query(leaf, limits(10, 20, 128, 2_000, 200, 2_000)));
    assertRefused(PathRule.TOO_MUCH_WORK, query(leaf, limits(10, 20, 128, 2_000, 199, 2_000)));
  }

  @Test
  void names_asManyAsAreReadUnderAsManyConstraints_endInTime() {
    TestIdentity ca =
        ROOT.leaf("Limited")
            .ca(true)
            .extension(Oids.NAME_CONSTRAINTS, true, dnsTrees(1_000))
            .issue();
    CertificateOrder order = new TestCa(ca).leaf("demo");
    for (int i = 0; i < 900; i++) {
      order.dnsName("h" + i);
    }
    PathQuery query = query(order.issue(), limits());
    assertRefused(PathRule.TOO_MUCH_WORK, query);
    assertInTime(query);
  }

  @Test
  void comparisons_ofPolicies_upToTheLimit() {
    TestIdentity leaf =
        ROOT.leaf("demo").extension(Oids.CERTIFICATE_POLICIES, false, policies()).issue();
    assertAccepted(query(leaf, limits(10, 20, 128, 2_000, 8, 2_000)));
    assertRefused(PathRule.TOO_MUCH_WORK, query(leaf, limits(10, 20, 128, 2_000, 7, 2_000)));
  }

  @Test
  void policies_thatWouldGrowATreeExponentially_endInTime() {
    TestCa ca = ROOT;
    for (int i = 0; i < 9; i++) {
      ca =
          new TestCa(
              ca.leaf("CA " + i)
                  .ca(true)
                  .extension(Oids.CERTIFICATE_POLICIES, false, policies())
                  .extension(Oids.POLICY_MAPPINGS, true, mappings())
                  .issue());
    }
    TestIdentity leaf =
        ca.leaf("demo").extension(Oids.CERTIFICATE_POLICIES, false, policies()).issue();
    PathQuery query = query(leaf, limits());
    assertAccepted(query);
    assertInTime(query);
  }

  @Test
  void anchors_aThousand_costNoMoreStepsThanOne() {
    List<ParsedCertificate> anchors = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      anchors.add(
          parse(
              CertificateOrder.selfSigned("Anchor " + i, KeyKind.P256)
                  .keys(ROOT.identity().keys())
                  .ca(true)
                  .issue()));
    }
    anchors.add(parse(ROOT.identity()));
    TestIdentity leaf = ROOT.leaf("demo").issue();
    PathLimits oneStep = limits(10, 20, 128, 1, 0, PathLimits.P256_COST);
    assertAccepted(query(leaf, List.of(), AnchorSet.of(anchors), oneStep));
  }

  private void assertInTime(PathQuery query) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long leastNanos = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long before = threads.getCurrentThreadCpuTime();
      var _ = PathValidator.validate(query);
      leastNanos = Math.min(leastNanos, threads.getCurrentThreadCpuTime() - before);
    }
    assertTrue(leastNanos < 200_000_000, "took " + leastNanos + " ns of CPU");
  }

  private static void assertAccepted(PathQuery query) {
    assertInstanceOf(PathOutcome.Accepted.class, PathValidator.validate(query));
  }

  private static void assertRefused(PathRule rule, PathQuery query) {
    PathOutcome.Refused refused =
        assertInstanceOf(PathOutcome.Refused.class, PathValidator.validate(query));
    assertEquals(rule, refused.refusal().rule(), () -> refused.refusal().message());
  }

  private static PathLimits limits() {
    return PathLimits.DEFAULT;
  }

  private static PathLimits limits(
      int intermediates, int path, int candidates, int steps, int names, int signatures) {
    return new PathLimits(intermediates, path, candidates, steps, names, signatures);
  }

  private PathQuery query(TestIdentity leaf, PathLimits limits) {
    List<ParsedCertificate> candidates = new ArrayList<>();
    for (byte[] der : leaf.intermediates()) {
      candidates.add(parse(der));
    }
    return query(leaf, candidates, limits);
  }

  private PathQuery query(
      TestIdentity leaf, List<ParsedCertificate> candidates, PathLimits limits) {
    return query(leaf, candidates, AnchorSet.of(List.of(parse(ROOT.identity()))), limits);
  }

  private PathQuery query(
      TestIdentity leaf, List<ParsedCertificate> candidates, AnchorSet anchors, PathLimits limits) {
    return new PathQuery(
        parse(leaf),
        candidates,
        anchors,
        NOW,
        Optional.empty(),
        PolicyInputs.ANY,
        limits,
        signatures,
        CertificateProfile.RFC_5280,
        RevocationCheck.NONE);
  }

  private static NameConstraints dnsTrees(int count) {
    return new NameConstraints(
        null,
        IntStream.range(0, count)
            .mapToObj(
                i -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, "x" + i + ".org")))
            .toArray(GeneralSubtree[]::new));
  }

  private static CertificatePolicies policies() {
    return new CertificatePolicies(
        IntStream.range(0, 8)
            .mapToObj(i -> new PolicyInformation(new ASN1ObjectIdentifier("1.2.3." + i)))
            .toArray(PolicyInformation[]::new));
  }

  private static DERSequence mappings() {
    return new DERSequence(
        IntStream.range(0, 64)
            .mapToObj(
                i ->
                    new DERSequence(
                        new ASN1ObjectIdentifier[] {
                          new ASN1ObjectIdentifier("1.2.3." + i / 8),
                          new ASN1ObjectIdentifier("1.2.3." + i % 8)
                        }))
            .toArray(DERSequence[]::new));
  }

  private static ParsedCertificate parse(TestIdentity identity) {
    return parse(identity.der());
  }

  private static ParsedCertificate parse(byte[] der) {
    try {
      return ParsedCertificate.parse(DerCertificate.of(der));
    } catch (MalformedX509Exception | MalformedCertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}
