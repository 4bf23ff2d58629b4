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
import dev.grapnel.testing.HostileChain;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chains to be measured: a leaf, what is sent with it, and the anchors. */
record Chains(TestIdentity leaf, List<byte[]> candidates, List<TestIdentity> anchors) {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

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
        List.of(issuing.identity().der()),
        List.of(root.identity()));
  }

  static Chains of(HostileChain hostile) {
    return new Chains(hostile.leaf(), hostile.candidates(), List.of(hostile.anchor()));
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

  /** Reads the certificates, as is done for each request; the anchors are read once. */
  PathQuery query(AnchorSet parsedAnchors, SignatureRules signatures)
      throws MalformedX509Exception {
    List<ParsedCertificate> parsed = new ArrayList<>();
    for (byte[] der : candidates) {
      parsed.add(parse(der));
    }
    return new PathQuery(
        parse(leaf),
        parsed,
        parsedAnchors,
        NOW,
        Optional.of(Oids.CLIENT_AUTH),
        PolicyInputs.ANY,
        PathLimits.DEFAULT,
        signatures,
        CertificateProfile.RFC_5280,
        RevocationCheck.NONE);
  }

  AnchorSet parsedAnchors() throws MalformedX509Exception {
    List<ParsedCertificate> parsed = new ArrayList<>();
    for (TestIdentity anchor : anchors) {
      parsed.add(parse(anchor));
    }
    return AnchorSet.of(parsed);
  }

  static ParsedCertificate parse(TestIdentity identity) throws MalformedX509Exception {
    return parse(identity.der());
  }

  private static ParsedCertificate parse(byte[] der) throws MalformedX509Exception {
    try {
      return ParsedCertificate.parse(DerCertificate.of(der));
    } catch (MalformedCertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}
