package dev.grapnel.service.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.RevocationCheck;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Account;
import dev.grapnel.service.revocation.RevocationSource;
import dev.grapnel.service.signature.ProofOfPossession;
import dev.grapnel.service.signature.ProvenCaller;
import dev.grapnel.service.signature.SignedRequest;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.CertificateOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TestSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ChainVerifierTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestCa ROOT = TestCa.root("Root", KeyKind.P256);
  private static final TestCa ISSUING = ROOT.intermediate("Issuing", KeyKind.P256);
  private static final Arn ANCHOR = FixedRegistry.anchorArn(FixedRegistry.ACCOUNT, "a");

  private final SettableClock clock = new SettableClock(NOW);
  private final VerificationProvider provider = VerificationProvider.fastest();
  private final ChainVerifier verifier =
      new ChainVerifier(ChainSettings.DEFAULT, provider, clock, RevocationSource.NONE);
  private final FixedRegistry registry = FixedRegistry.of(ROOT.pem());

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_2048", "P256", "P384", "P521", "ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
  void verify_leafBelowAnIntermediate_isTrusted(KeyKind kind) {
    TestIdentity leaf = ISSUING.leaf("demo").key(kind).issue();
    TrustedChain chain = trusted(verify(TestSession.by(leaf)));
    assertEquals(ANCHOR, chain.trustAnchor().arn());
    assertEquals(TrustedChain.hex(leaf.serial()), chain.serialHex());
    assertEquals(Instant.parse("2049-12-31T23:59:59Z"), chain.notAfter());
    assertEquals("C=XX, O=Example Test, CN=demo", chain.subject());
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_2048", "RSA_3072", "P384", "P521", "ED25519", "ML_DSA_44", "ML_DSA_65"})
  void verify_caOfEachKind_isTrusted(KeyKind kind) {
    TestCa ca = TestCa.root("Other", kind);
    registry.put(ANCHOR, ca.pem(), true, 2);
    trusted(verify(TestSession.by(ca.leaf("demo").issue())));
  }

  @Test
  void verify_chainHeaderInAnyOrderWithLeafRootAndStrangers_isTrusted() {
    TestIdentity leaf = ISSUING.leaf("demo").issue();
    TestCa stranger = TestCa.root("Stranger", KeyKind.P256);
    List<byte[]> chain = new ArrayList<>();
    chain.add(ROOT.identity().der());
    chain.add(stranger.identity().der());
    chain.add(leaf.der());
    chain.add(ISSUING.identity().der());
    trusted(verify(TestSession.by(leaf).chain(chain)));
  }

  @Test
  void verify_severalAnchorsInOneBundle_findsTheRightOne() {
    TestCa old = TestCa.root("Root", KeyKind.P256);
    registry.put(ANCHOR, old.pem() + ROOT.pem(), true, 2);
    trusted(verify(TestSession.by(ISSUING.leaf("demo").issue())));
  }

  @Test
  void verify_intermediateRegisteredAsAnchor_isTrusted() {
    registry.put(ANCHOR, ISSUING.pem(), true, 2);
    trusted(verify(TestSession.by(ISSUING.leaf("demo").issue()).chain(List.of())));
  }

  @Test
  void verify_unknownToTheAccount_isUnprovenAlike() {
    TestIdentity leaf = ISSUING.leaf("demo").issue();
    ProvenCaller caller = prove(TestSession.by(leaf));
    String message = new Denial.Unproven("").message();
    for (Arn arn :
        List.of(
            FixedRegistry.anchorArn(FixedRegistry.ACCOUNT, "unknown"),
            FixedRegistry.anchorArn("999999999999", "a"))) {
      assertEquals(message, unproven(verifier.verify(caller, arn, registry)).message());
    }
    registry.put(ANCHOR, TestCa.root("Root", KeyKind.P256).pem(), false, 2);
    Denial.Unproven sameName = unproven(verifier.verify(caller, ANCHOR, registry));
    assertTrue(sameName.auditReason().startsWith("SIGNATURE_INVALID"), sameName::auditReason);
    assertEquals(message, sameName.message());
  }

  @Test
  void verify_chainThatDoesNotReachTheAnchor_isUnproven() {
    unproven("NO_ISSUER", TestSession.by(ISSUING.leaf("demo").issue()).chain(List.of()));
    TestCa other = TestCa.root("Other", KeyKind.P256);
    unproven("NO_ISSUER", TestSession.by(other.leaf("demo").expired().issue()));
    TestCa sameName = TestCa.root("Root", KeyKind.P256);
    unproven("SIGNATURE_INVALID", TestSession.by(sameName.leaf("demo").expired().issue()));
    TestIdentity leaf = ISSUING.leaf("demo").issue();
    TestIdentity below = new TestCa(leaf).leaf("below").issue();
    unproven(
        "NOT_A_CA", TestSession.by(below).chain(List.of(leaf.der(), ISSUING.identity().der())));
  }

  @Test
  void verify_weakSignatureOrEmptyIssuer_isUnproven() {
    unproven("ALGORITHM_NOT_ACCEPTED", TestSession.by(ROOT.leaf("demo").sha1().issue()));
    unproven("EMPTY_ISSUER", TestSession.by(ROOT.leaf("demo").emptyIssuer().issue()));
  }

  @Test
  void verify_disabledAnchorOrAccount_isToldAfterProofOnly() {
    TestIdentity leaf = ROOT.leaf("demo").issue();
    registry.put(ANCHOR, ROOT.pem(), false, 2);
    notAllowed("is disabled", TestSession.by(leaf));
    unproven("NO_ISSUER", TestSession.by(TestCa.root("X", KeyKind.P256).leaf("demo").issue()));
    registry.put(ANCHOR, ROOT.pem(), true, 3);
    registry.put(new Account(FixedRegistry.ACCOUNT, false));
    notAllowed("is disabled", TestSession.by(leaf));
  }

  @Test
  void verify_leafThatBreaksARule_isToldWhich() {
    notAllowed("EXPIRED", ROOT.leaf("x").expired());
    notAllowed("NOT_YET_VALID", ROOT.leaf("x").notYetValid());
    notAllowed("LEAF_IS_CA", ROOT.leaf("x").ca(true));
    notAllowed("NO_DIGITAL_SIGNATURE", ROOT.leaf("x").keyUsage(0));
    notAllowed("NO_DIGITAL_SIGNATURE", ROOT.leaf("x").keyUsage(1 << 5));
    notAllowed("NOT_VERSION_3", ROOT.leaf("x").version1());
    notAllowed(
        "PURPOSE_NOT_ALLOWED", ROOT.leaf("x").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
  }

  @Test
  void verify_expiredIntermediate_isTold() {
    TestCa expired = new TestCa(ROOT.leaf("Old Issuing").ca(true).expired().issue());
    notAllowed("EXPIRED", TestSession.by(expired.leaf("demo").issue()));
  }

  @Test
  void verify_purposes_clientAuthOrAnyOrNone() {
    trusted(
        verify(
            TestSession.by(
                ROOT.leaf("x").extendedKeyUsage(KeyPurposeId.id_kp_clientAuth).issue())));
    trusted(
        verify(
            TestSession.by(
                ROOT.leaf("x").extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage).issue())));
    ChainVerifier lenient =
        new ChainVerifier(
            new ChainSettings(false, ChainSettings.DEFAULT.limits(), 1_000_000),
            provider,
            clock,
            RevocationSource.NONE);
    TestIdentity server = ROOT.leaf("x").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).issue();
    trusted(lenient.verify(prove(TestSession.by(server)), ANCHOR, registry));
  }

  @Test
  void verify_rememberedChain_endsWithItsCertificatesAndItsAnchor() {
    TestIdentity leaf = ROOT.leaf("x").validity(NOW.minusSeconds(60), NOW.plusSeconds(60)).issue();
    ProvenCaller caller = prove(TestSession.by(leaf));
    trusted(verifier.verify(caller, ANCHOR, registry));
    trusted(verifier.verify(caller, ANCHOR, registry));
    clock.set(NOW.plusSeconds(61));
    notAllowed("EXPIRED", verifier.verify(caller, ANCHOR, registry));
    clock.set(NOW.minusSeconds(61));
    notAllowed("NOT_YET_VALID", verifier.verify(caller, ANCHOR, registry));
    clock.set(NOW);
    registry.put(ANCHOR, TestCa.root("Root", KeyKind.P256).pem(), true, 2);
    unproven(verifier.verify(caller, ANCHOR, registry));
  }

  @Test
  void verify_rememberedChain_isNotVerifiedAgainUntilSomethingChanges() {
    AtomicInteger verified = new AtomicInteger();
    AtomicInteger version = new AtomicInteger();
    RevocationCheck counting =
        (path, query, budget) -> {
          verified.incrementAndGet();
          return RevocationCheck.NONE.check(path, query, budget);
        };
    ChainVerifier remembering =
        new ChainVerifier(
            ChainSettings.DEFAULT,
            provider,
            clock,
            (anchor, view) -> new RevocationSource.Current(counting, version.get()));
    ProvenCaller caller = prove(TestSession.by(ISSUING.leaf("demo").issue()));
    for (int i = 0; i < 3; i++) {
      trusted(remembering.verify(caller, ANCHOR, registry));
    }
    assertEquals(1, verified.get());
    version.incrementAndGet();
    trusted(remembering.verify(caller, ANCHOR, registry));
    assertEquals(2, verified.get(), "what is known of revocation has changed");
    registry.put(ANCHOR, ROOT.pem() + TestCa.root("More", KeyKind.P256).pem(), true, 2);
    trusted(remembering.verify(caller, ANCHOR, registry));
    assertEquals(3, verified.get(), "the anchor has changed");
    registry.put(ANCHOR, TestCa.root("More", KeyKind.P256).pem(), true, 3);
    unproven(remembering.verify(caller, ANCHOR, registry));
  }

  @Test
  void verify_unreadableIntermediate_isNamedInTheAuditTrail() {
    TestIdentity leaf = ISSUING.leaf("demo").issue();
    byte[] unreadable =
        ROOT.leaf("Issuing").ca(true).extension("2.5.29.30", true, DERNull.INSTANCE).issue().der();
    Denial.Unproven denial = unproven(verify(TestSession.by(leaf).chain(List.of(unreadable))));
    assertTrue(denial.auditReason().startsWith("NO_ISSUER"), denial::auditReason);
    assertTrue(
        denial.auditReason().contains("cannot be read: the extension 2.5.29.30"),
        denial::auditReason);
    trusted(verify(TestSession.by(leaf).chain(List.of(unreadable, ISSUING.identity().der()))));
  }

  private Verdict<TrustedChain> verify(TestSession session) {
    return verifier.verify(prove(session), ANCHOR, registry);
  }

  private ProvenCaller prove(TestSession session) {
    CapturedRequest request = session.sign();
    Verdict<ProvenCaller> verdict =
        SignedRequest.read(request.rawQuery(), request.headers(), request.body())
            .then(new ProofOfPossession(provider, clock, "us-east-1")::prove);
    return switch (verdict) {
      case Verdict.Passed<ProvenCaller>(ProvenCaller caller) -> caller;
      case Verdict.Refused<ProvenCaller>(Denial denial) -> fail(denial.auditReason());
    };
  }

  private static TrustedChain trusted(Verdict<TrustedChain> verdict) {
    return switch (verdict) {
      case Verdict.Passed<TrustedChain>(TrustedChain chain) -> chain;
      case Verdict.Refused<TrustedChain>(Denial denial) -> fail(denial.auditReason());
    };
  }

  private void unproven(String rule, TestSession session) {
    Denial.Unproven denial = unproven(verify(session));
    assertTrue(denial.auditReason().startsWith(rule), denial::auditReason);
  }

  private static Denial.Unproven unproven(Verdict<TrustedChain> verdict) {
    return assertInstanceOf(Denial.Unproven.class, denial(verdict));
  }

  private void notAllowed(String rule, CertificateOrder order) {
    notAllowed(rule, TestSession.by(order.issue()));
  }

  private void notAllowed(String reason, TestSession session) {
    notAllowed(reason, verify(session));
  }

  private static void notAllowed(String reason, Verdict<TrustedChain> verdict) {
    Denial denial = assertInstanceOf(Denial.NotAllowed.class, denial(verdict));
    assertTrue(denial.auditReason().contains(reason), denial::auditReason);
  }

  private static Denial denial(Verdict<TrustedChain> verdict) {
    return switch (verdict) {
      case Verdict.Passed<TrustedChain> _ -> fail("accepted");
      case Verdict.Refused<TrustedChain>(Denial denial) -> denial;
    };
  }
}
