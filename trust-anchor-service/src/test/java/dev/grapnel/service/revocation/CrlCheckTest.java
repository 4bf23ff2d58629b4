package dev.grapnel.service.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.AnchorSet;
import dev.grapnel.service.path.CertificateProfile;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.PathLimits;
import dev.grapnel.service.path.PathOutcome;
import dev.grapnel.service.path.PathQuery;
import dev.grapnel.service.path.PathRule;
import dev.grapnel.service.path.PathValidator;
import dev.grapnel.service.path.PolicyInputs;
import dev.grapnel.service.path.Refusal;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.service.x509.SignedStructure;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;

/** RFC 5280 section 6.3 where PKITS does not go, and how the service departs from its letter. */
final class CrlCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestCa ROOT = TestCa.root("Root", KeyKind.P256);
  private static final TestCa ISSUING = ROOT.intermediate("Issuing", KeyKind.P256);
  private static final TestIdentity STRANGER = TestCa.root("Issuing", KeyKind.P256).identity();
  private static final TestIdentity LEAF = ISSUING.leaf("demo").issue();

  private final KeySignatures signatures = new KeySignatures(VerificationProvider.fastest());

  @Test
  void whereKnown_nobodyHasToHaveCrls() throws Exception {
    accepted(Coverage.WHERE_KNOWN);
    refused(PathRule.REVOCATION_UNKNOWN, Coverage.EVERYWHERE);
    accepted(Coverage.EVERYWHERE, crl(), root());
    refused(PathRule.REVOCATION_UNKNOWN, Coverage.EVERYWHERE, crl());
  }

  @Test
  void delta_hasTheLastWord() throws Exception {
    CrlOrder base = crl().number(5).revoke(LEAF.serial(), 6);
    refused(PathRule.REVOKED, Coverage.WHERE_KNOWN, base);
    accepted(Coverage.WHERE_KNOWN, base, delta().revoke(LEAF.serial(), 8));
    CrlOrder clean = crl().number(5);
    refused(PathRule.REVOKED, Coverage.WHERE_KNOWN, clean, delta().revoke(LEAF.serial(), 1));
    TestCa impostor = TestCa.root("Issuing", KeyKind.P256);
    CrlOrder forged =
        delta().revoke(LEAF.serial(), 8).signedBy(impostor.identity().keys().getPrivate());
    refused(PathRule.REVOKED, Coverage.WHERE_KNOWN, base, forged);
    refused(
        PathRule.REVOKED,
        Coverage.WHERE_KNOWN,
        base,
        delta().revoke(LEAF.serial(), 8).until(NOW.minusSeconds(1)));
  }

  @Test
  void delta_alone_isNoBasis() throws Exception {
    refused(PathRule.REVOCATION_UNKNOWN, Coverage.EVERYWHERE, delta(), root());
    refused(PathRule.REVOCATION_UNKNOWN, Coverage.WHERE_KNOWN, delta());
    refused(PathRule.REVOKED, Coverage.WHERE_KNOWN, delta().revoke(LEAF.serial(), 1));
    CrlOrder older = crl().number(4).from(NOW.minusSeconds(86_400));
    accepted(Coverage.WHERE_KNOWN, older, delta());
    refused(PathRule.REVOKED, Coverage.WHERE_KNOWN, older, delta().revoke(LEAF.serial(), 1));
    CrlOrder later = crl().number(9).from(NOW.minusSeconds(60));
    accepted(Coverage.WHERE_KNOWN, later, delta().revoke(LEAF.serial(), 6));
  }

  @Test
  void removeFromCrl_inACompleteCrl_isRevokedAllTheSame() throws Exception {
    refused(PathRule.REVOKED, Coverage.WHERE_KNOWN, crl().revoke(LEAF.serial(), 8));
  }

  @Test
  void scope_ofCasOnly_saysNothingOfALeaf() throws Exception {
    CrlOrder casOnly = crl().scope("", false, true, 0, false).revoke(LEAF.serial());
    accepted(Coverage.WHERE_KNOWN, casOnly);
    CrlOrder usersOnly = crl().scope("", true, false, 0, false).revoke(LEAF.serial());
    refused(PathRule.REVOKED, Coverage.WHERE_KNOWN, usersOnly);
  }

  @Test
  void scope_ofSomeReasons_isObeyedAndProvesNotAll() throws Exception {
    CrlOrder some = crl().scope("", false, false, ReasonFlags.keyCompromise, false);
    accepted(Coverage.WHERE_KNOWN, some);
    refused(PathRule.REVOCATION_UNKNOWN, Coverage.EVERYWHERE, some, root());
    refused(
        PathRule.REVOKED,
        Coverage.WHERE_KNOWN,
        crl().scope("", false, false, ReasonFlags.keyCompromise, false).revoke(LEAF.serial(), 1));
  }

  @Test
  void indirect_ofACaThatTheCertificateDoesNotName_isNotObeyed() throws Exception {
    CrlOrder indirect =
        CrlOrder.by(ROOT.identity())
            .scope("", false, false, 0, true)
            .revoke(LEAF.serial(), ISSUING.certificate().getSubject());
    accepted(Coverage.WHERE_KNOWN, indirect);
  }

  @Test
  void signer_withoutCrlSign_isNoBasis() throws Exception {
    TestCa noCrlSign =
        new TestCa(ROOT.leaf("NoCrlSign").ca(true).keyUsage(KeyUsage.keyCertSign).issue());
    TestIdentity leaf = noCrlSign.leaf("demo").issue();
    assertEquals(
        Optional.of(PathRule.REVOCATION_UNKNOWN),
        outcome(leaf, List.of(), Coverage.WHERE_KNOWN, CrlOrder.by(noCrlSign.identity())));
  }

  @Test
  void signer_withAKeyOfItsOwn_mustBeTrustedToo() throws Exception {
    TestIdentity signer =
        ROOT.leaf("Issuing").keyUsage(KeyUsage.cRLSign).noBasicConstraints().issue();
    CrlOrder list = CrlOrder.by(signer).revoke(LEAF.serial());
    assertEquals(
        Optional.of(PathRule.REVOKED), outcome(LEAF, List.of(signer), Coverage.WHERE_KNOWN, list));
    assertEquals(
        Optional.of(PathRule.REVOCATION_UNKNOWN),
        outcome(LEAF, List.of(), Coverage.WHERE_KNOWN, list));
    TestCa other = TestCa.root("Other", KeyKind.P256);
    TestIdentity stranger =
        other.leaf("Issuing").keyUsage(KeyUsage.cRLSign).noBasicConstraints().issue();
    assertEquals(
        Optional.of(PathRule.REVOCATION_UNKNOWN),
        outcome(LEAF, List.of(stranger), Coverage.WHERE_KNOWN, CrlOrder.by(stranger)));
  }

  /**
   * A CRL may be long: nobody may have it hashed by sending certificates with its issuer's name.
   */
  @Test
  void signer_ofAStranger_isNotTriedOnTheCrl() throws Exception {
    List<TestIdentity> strangers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      strangers.add(TestCa.root("Issuing", KeyKind.P256).identity());
    }
    RevocationList list = RevocationList.parse(crl().der());
    AtomicInteger tried = new AtomicInteger();
    SignatureRules counting = new CountingRules(signatures, list.signed(), tried);
    PathOutcome outcome = outcome(LEAF, strangers, Coverage.WHERE_KNOWN, List.of(list), counting);
    assertInstanceOf(PathOutcome.Accepted.class, outcome);
    assertEquals(1, tried.get());
    RevocationList orphaned = RevocationList.parse(CrlOrder.by(STRANGER).der());
    SignatureRules alsoCounting = new CountingRules(signatures, orphaned.signed(), tried);
    assertInstanceOf(
        PathOutcome.Refused.class,
        outcome(LEAF, strangers, Coverage.WHERE_KNOWN, List.of(orphaned), alsoCounting));
    assertEquals(2, tried.get(), "only the CA that is on the path may have signed it");
  }

  /** Counts how often the signature of one structure is verified. */
  private record CountingRules(SignatureRules rules, SignedStructure counted, AtomicInteger count)
      implements SignatureRules {
    @Override
    public Optional<String> keyProblem(ParsedCertificate certificate) {
      return rules.keyProblem(certificate);
    }

    @Override
    public Optional<String> algorithmProblem(SignedStructure signed) {
      return rules.algorithmProblem(signed);
    }

    @Override
    public int cost(ParsedCertificate issuer) {
      return rules.cost(issuer);
    }

    @Override
    public boolean verify(SignedStructure signed, List<ParsedCertificate> issuers) {
      if (signed == counted) {
        count.incrementAndGet();
      }
      return rules.verify(signed, issuers);
    }
  }

  @Test
  void signer_thatIsRevoked_isNoBasis() throws Exception {
    TestIdentity signer =
        ROOT.leaf("Issuing").keyUsage(KeyUsage.cRLSign).noBasicConstraints().issue();
    assertEquals(
        Optional.of(PathRule.REVOCATION_UNKNOWN),
        outcome(
            LEAF,
            List.of(signer),
            Coverage.WHERE_KNOWN,
            CrlOrder.by(signer),
            root().revoke(signer.serial())));
  }

  @Test
  void newerCrl_replacesTheOlder_andAnUnusableOneDoesNot() throws Exception {
    CrlOrder older = crl().from(NOW.minusSeconds(7_200)).revoke(LEAF.serial(), 6);
    CrlOrder newer = crl().from(NOW.minusSeconds(3_600));
    accepted(Coverage.WHERE_KNOWN, older, newer);
    refused(
        PathRule.REVOKED,
        Coverage.WHERE_KNOWN,
        older,
        crl().from(NOW.minusSeconds(60)).signedBy(ROOT.identity().keys().getPrivate()));
    refused(PathRule.REVOKED, Coverage.WHERE_KNOWN, older, crl().from(NOW.plusSeconds(60)));
  }

  @Test
  void serialOfAnotherIssuersCertificate_revokesNothing() throws Exception {
    accepted(Coverage.WHERE_KNOWN, root().revoke(LEAF.serial()), crl().revoke(BigInteger.ONE));
  }

  private static CrlOrder crl() {
    return CrlOrder.by(ISSUING.identity());
  }

  private static CrlOrder root() {
    return CrlOrder.by(ROOT.identity());
  }

  private static CrlOrder delta() {
    return crl().number(7).deltaTo(5);
  }

  private void accepted(Coverage coverage, CrlOrder... lists) throws Exception {
    assertEquals(Optional.empty(), outcome(LEAF, List.of(), coverage, lists));
  }

  private void refused(PathRule rule, Coverage coverage, CrlOrder... lists) throws Exception {
    assertEquals(Optional.of(rule), outcome(LEAF, List.of(), coverage, lists));
  }

  private Optional<PathRule> outcome(
      TestIdentity leaf, List<TestIdentity> others, Coverage coverage, CrlOrder... orders)
      throws Exception {
    List<RevocationList> lists = new ArrayList<>();
    for (CrlOrder order : orders) {
      lists.add(RevocationList.parse(order.der()));
    }
    return switch (outcome(leaf, others, coverage, lists, signatures)) {
      case PathOutcome.Accepted _ -> Optional.empty();
      case PathOutcome.Refused(Refusal refusal) -> Optional.of(refusal.rule());
    };
  }

  private static PathOutcome outcome(
      TestIdentity leaf,
      List<TestIdentity> others,
      Coverage coverage,
      List<RevocationList> lists,
      SignatureRules rules)
      throws Exception {
    List<ParsedCertificate> candidates = new ArrayList<>();
    for (byte[] der : leaf.intermediates()) {
      candidates.add(ParsedCertificate.parse(DerCertificate.of(der)));
    }
    for (TestIdentity other : others) {
      candidates.add(parse(other));
    }
    return PathValidator.validate(
        new PathQuery(
            parse(leaf),
            candidates,
            AnchorSet.of(List.of(parse(ROOT.identity()))),
            NOW,
            Optional.empty(),
            PolicyInputs.ANY,
            PathLimits.DEFAULT,
            rules,
            CertificateProfile.RFC_5280,
            new CrlCheck(CrlSet.of(lists), coverage, StaleRule.REFUSE)));
  }

  private static ParsedCertificate parse(TestIdentity identity) throws Exception {
    return ParsedCertificate.parse(DerCertificate.of(identity.der()));
  }
}
