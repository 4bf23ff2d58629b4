package dev.grapnel.benchmarks.chain;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.path.AnchorSet;
import dev.grapnel.service.path.CertificateProfile;
import dev.grapnel.service.path.PathLimits;
import dev.grapnel.service.path.PathQuery;
import dev.grapnel.service.path.PolicyInputs;
import dev.grapnel.service.path.RevocationCheck;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.CertificateOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
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

/** Chains to be measured: a leaf, what is sent with it, and the anchors. */
record Chains(TestIdentity leaf, List<TestIdentity> candidates, List<TestIdentity> anchors) {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final int HUNDRED = 100;

  Chains {
    candidates = List.copyOf(candidates);
    anchors = List.copyOf(anchors);
  }

  /** A good chain with one intermediate. */
  static Chains good(KeyKind kind) {
    TestCa root = TestCa.root("Root", kind);
    TestCa issuing = root.intermediate("Issuing", kind);
    return new Chains(
        issuing.leaf("demo").key(kind).issue(),
        List.of(issuing.identity()),
        List.of(root.identity()));
  }

  /** A good chain with one intermediate, and that many anchors. */
  static Chains amongAnchors(int count) {
    Chains good = good(KeyKind.P256);
    List<TestIdentity> anchors = new ArrayList<>(good.anchors());
    for (int i = 1; i < count; i++) {
      anchors.add(
          CertificateOrder.selfSigned("Anchor " + i, KeyKind.P256)
              .keys(anchors.getFirst().keys())
              .ca(true)
              .issue());
    }
    return new Chains(good.leaf(), good.candidates(), anchors);
  }

  /** A hundred CAs of the anchor's own name, each of which may have issued each other. */
  static Chains sameNames() {
    TestCa root = TestCa.root("Root", KeyKind.P256);
    List<TestIdentity> candidates = new ArrayList<>();
    TestCa ca = TestCa.root("Root", KeyKind.P256);
    for (int i = 0; i < HUNDRED; i++) {
      ca = ca.intermediate("Root", KeyKind.P256);
      candidates.add(ca.identity());
    }
    return new Chains(ca.leaf("demo").issue(), candidates, List.of(root.identity()));
  }

  /** A hundred CAs of one name below the anchor, none of which issued the leaf. */
  static Chains manyIssuers(KeyKind kind) {
    TestCa root = TestCa.root("Root", kind);
    List<TestIdentity> candidates = new ArrayList<>();
    for (int i = 0; i < HUNDRED; i++) {
      candidates.add(root.leaf("Issuing").key(KeyKind.P256).ca(true).issue());
    }
    TestIdentity leaf = root.intermediate("Issuing", KeyKind.P256).leaf("demo").issue();
    return new Chains(leaf, candidates, List.of(root.identity()));
  }

  /** As many names as are read under as many constraints. */
  static Chains namesUnderConstraints() {
    TestCa root = TestCa.root("Root", KeyKind.P256);
    TestCa limited =
        new TestCa(
            root.leaf("Limited")
                .ca(true)
                .extension(Oids.NAME_CONSTRAINTS, true, subtrees())
                .issue());
    CertificateOrder order = limited.leaf("demo");
    IntStream.range(0, 900).forEach(i -> order.dnsName("h" + i));
    return new Chains(order.issue(), List.of(limited.identity()), List.of(root.identity()));
  }

  /** Ten CAs that map eight policies to each other, all to all. */
  static Chains policyMappings() {
    TestCa root = TestCa.root("Root", KeyKind.P256);
    List<TestIdentity> candidates = new ArrayList<>();
    TestCa ca = root;
    for (int i = 0; i < 10; i++) {
      ca =
          new TestCa(
              ca.leaf("CA " + i)
                  .ca(true)
                  .extension(Oids.CERTIFICATE_POLICIES, false, policies())
                  .extension(Oids.POLICY_MAPPINGS, true, mappings())
                  .issue());
      candidates.add(ca.identity());
    }
    TestIdentity leaf =
        ca.leaf("demo").extension(Oids.CERTIFICATE_POLICIES, false, policies()).issue();
    return new Chains(leaf, candidates, List.of(root.identity()));
  }

  /** Reads the certificates, as is done for each request; the anchors are read once. */
  PathQuery query(AnchorSet parsedAnchors, SignatureRules signatures) {
    return new PathQuery(
        parse(leaf),
        candidates.stream().map(Chains::parse).toList(),
        parsedAnchors,
        NOW,
        Optional.of(Oids.CLIENT_AUTH),
        PolicyInputs.ANY,
        PathLimits.DEFAULT,
        signatures,
        CertificateProfile.RFC_5280,
        RevocationCheck.NONE);
  }

  AnchorSet parsedAnchors() {
    return AnchorSet.of(anchors.stream().map(Chains::parse).toList());
  }

  static ParsedCertificate parse(TestIdentity identity) {
    try {
      return ParsedCertificate.parse(DerCertificate.of(identity.der()));
    } catch (MalformedX509Exception | MalformedCertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NameConstraints subtrees() {
    return new NameConstraints(
        null,
        IntStream.range(0, 1_000)
            .mapToObj(i -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, "x" + i)))
            .toArray(GeneralSubtree[]::new));
  }

  private static CertificatePolicies policies() {
    return new CertificatePolicies(
        IntStream.range(0, 8)
            .mapToObj(i -> new PolicyInformation(policy(i)))
            .toArray(PolicyInformation[]::new));
  }

  private static DERSequence mappings() {
    return new DERSequence(
        IntStream.range(0, 64)
            .mapToObj(
                i -> new DERSequence(new ASN1ObjectIdentifier[] {policy(i / 8), policy(i % 8)}))
            .toArray(DERSequence[]::new));
  }

  private static ASN1ObjectIdentifier policy(int number) {
    return new ASN1ObjectIdentifier("1.2.3." + number);
  }
}
