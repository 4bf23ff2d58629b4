package dev.grapnel.service.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.revocation.CrlOrder;
import dev.grapnel.service.revocation.Revocation;
import dev.grapnel.service.revocation.RevocationEvent;
import dev.grapnel.service.revocation.RevocationSettings;
import dev.grapnel.service.signature.ProofOfPossession;
import dev.grapnel.service.signature.ProvenCaller;
import dev.grapnel.service.signature.SignedRequest;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TestSession;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Imported CRLs, all the way from the registry to the verdict. */
final class RevokedChainTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestCa ROOT = TestCa.root("Root", KeyKind.P256);
  private static final TestCa ISSUING = ROOT.intermediate("Issuing", KeyKind.P256);
  private static final TestIdentity LEAF = ISSUING.leaf("demo").issue();
  private static final Arn ANCHOR = FixedRegistry.anchorArn(FixedRegistry.ACCOUNT, "a");

  private final SettableClock clock = new SettableClock(NOW);
  private final VerificationProvider provider = VerificationProvider.fastest();
  private final FixedRegistry registry = FixedRegistry.of(ROOT.pem());
  private final List<RevocationEvent> events = new CopyOnWriteArrayList<>();
  private Revocation revocation = revocation(Set.of());
  private ChainVerifier verifier = verifier();

  @AfterEach
  void close() {
    revocation.close();
  }

  @Test
  void verify_revocationBeatsTheCache() {
    ProvenCaller caller = prove(LEAF);
    trusted(caller);
    trusted(caller);
    registry.putCrl(ANCHOR, "c", crl().der(), true, 1);
    trusted(caller);
    registry.putCrl(ANCHOR, "c", crl().revoke(LEAF.serial(), 1).der(), true, 2);
    assertRefused("REVOKED", caller);
    registry.putCrl(ANCHOR, "c", crl().revoke(LEAF.serial()).der(), false, 3);
    trusted(caller);
    registry.putCrl(ANCHOR, "c", crl().revoke(LEAF.serial()).der(), true, 4);
    assertRefused("REVOKED", caller);
  }

  @Test
  void verify_rememberedChain_endsWithItsCrl() {
    registry.putCrl(ANCHOR, "c", crl().until(NOW.plusSeconds(60)).der(), true, 1);
    ProvenCaller caller = prove(LEAF);
    trusted(caller);
    clock.advance(Duration.ofSeconds(60));
    trusted(caller);
    clock.advance(Duration.ofSeconds(1));
    assertRefused("REVOCATION_UNKNOWN", caller);
  }

  @Test
  void verify_crlInPem_isObeyed() {
    String pem =
        dev.grapnel.protocol.certificate.Pem.encode("X509 CRL", crl().revoke(LEAF.serial()).der());
    registry.putCrl(ANCHOR, "c", pem.getBytes(StandardCharsets.US_ASCII), true, 1);
    assertRefused("REVOKED", prove(LEAF));
  }

  @Test
  void verify_revokedIntermediate_isRefused() {
    registry.putCrl(
        ANCHOR,
        "c",
        CrlOrder.by(ROOT.identity()).revoke(ISSUING.identity().serial()).der(),
        true,
        1);
    assertRefused("REVOKED", prove(LEAF));
  }

  @Test
  void verify_crlOfAnotherCa_isNotObeyed() {
    TestCa other = TestCa.root("Other", KeyKind.P256);
    byte[] list = CrlOrder.by(other.identity()).revoke(LEAF.serial()).der();
    registry.putCrl(ANCHOR, "c", list, true, 1);
    trusted(prove(LEAF));
  }

  @Test
  void verify_crlThatOnlyClaimsToBeOfTheCa_revokesNobodyAndProvesNothing() {
    TestCa impostor = TestCa.root("Issuing", KeyKind.P256);
    byte[] list = CrlOrder.by(impostor.identity()).revoke(LEAF.serial()).der();
    registry.putCrl(ANCHOR, "c", list, true, 1);
    assertRefused("REVOCATION_UNKNOWN", prove(LEAF));
    registry.putCrl(ANCHOR, "d", crl().from(NOW.minusSeconds(3600)).der(), true, 1);
    trusted(prove(LEAF));
  }

  @Test
  void verify_crlPastItsTime_isRefusedUnlessTheOperatorAcceptsIt() {
    byte[] stale = crl().until(NOW.minusSeconds(1)).der();
    registry.putCrl(ANCHOR, "c", stale, true, 1);
    assertRefused("REVOCATION_UNKNOWN", prove(LEAF));
    revocation.close();
    revocation = revocation(Set.of(ANCHOR));
    verifier = verifier();
    TrustedChain chain = trusted(prove(LEAF));
    assertEquals(1, chain.warnings().size());
    assertEquals(1, count(RevocationEvent.AcceptedWithWarning.class));
    assertEquals(chain.warnings(), trusted(prove(LEAF)).warnings());
    assertEquals(2, count(RevocationEvent.AcceptedWithWarning.class), "each session is counted");
    registry.putCrl(
        ANCHOR, "c", crl().until(NOW.minusSeconds(1)).revoke(LEAF.serial()).der(), true, 2);
    assertRefused("REVOKED", prove(LEAF));
  }

  @Test
  void verify_crlFromTheFutureOrWithoutAnEnd_isNoBasis() {
    registry.putCrl(ANCHOR, "c", crl().from(NOW.plusSeconds(60)).der(), true, 1);
    assertRefused("REVOCATION_UNKNOWN", prove(LEAF));
    registry.putCrl(ANCHOR, "c", crl().until(null).der(), true, 2);
    assertRefused("REVOCATION_UNKNOWN", prove(LEAF));
  }

  @Test
  void verify_crlOfOneDistributionPoint_countsForAllThatItLists() {
    registry.putCrl(
        ANCHOR, "a", crl().point("http://a.example/1").revoke(BigInteger.TEN).der(), true, 1);
    trusted(prove(LEAF));
    registry.putCrl(
        ANCHOR,
        "b",
        crl().from(NOW.minusSeconds(7200)).point("http://a.example/2").revoke(LEAF.serial()).der(),
        true,
        1);
    assertRefused("REVOKED", prove(LEAF));
  }

  @Test
  void verify_onePartOfThePartsUnusable_isRefused() {
    registry.putCrl(ANCHOR, "a", crl().point("http://a.example/1").der(), true, 1);
    registry.putCrl(
        ANCHOR, "b", crl().point("http://a.example/2").until(NOW.minusSeconds(1)).der(), true, 1);
    assertRefused("REVOCATION_UNKNOWN", prove(LEAF));
    registry.putCrl(ANCHOR, "whole", crl().der(), true, 1);
    trusted(prove(LEAF));
  }

  @Test
  void verify_unreadableCrlInTheRegistry_isRefused() {
    registry.putCrl(ANCHOR, "c", new byte[] {1, 2, 3}, true, 1);
    assertRefused("REVOCATION_UNKNOWN", prove(LEAF));
    assertTrue(
        events.stream().anyMatch(e -> e instanceof RevocationEvent.ListRefused), events::toString);
  }

  @Test
  void verify_refusedForRevocation_isCountedForTheAnchor() {
    registry.putCrl(ANCHOR, "c", crl().until(NOW.minusSeconds(1)).der(), true, 1);
    assertRefused("REVOCATION_UNKNOWN", prove(LEAF));
    RevocationEvent.Refused unknown =
        assertInstanceOf(RevocationEvent.Refused.class, events.getLast());
    assertEquals(ANCHOR.toString(), unknown.trustAnchor());
    assertFalse(unknown.revoked());
    registry.putCrl(ANCHOR, "c", crl().revoke(LEAF.serial()).der(), true, 2);
    assertRefused("REVOKED", prove(LEAF));
    assertTrue(
        assertInstanceOf(RevocationEvent.Refused.class, events.getLast()).revoked(),
        events::toString);
  }

  private long count(Class<? extends RevocationEvent> kind) {
    return events.stream().filter(kind::isInstance).count();
  }

  private static CrlOrder crl() {
    return CrlOrder.by(ISSUING.identity());
  }

  private Revocation revocation(Set<Arn> acceptStaleFor) {
    RevocationSettings none = RevocationSettings.NONE;
    return new Revocation(
        new RevocationSettings(Set.of(), Set.of(), acceptStaleFor, List.of(), none.fetch()),
        () -> registry,
        new KeySignatures(provider),
        clock,
        System::nanoTime,
        events::add);
  }

  private ChainVerifier verifier() {
    return new ChainVerifier(ChainSettings.DEFAULT, provider, clock, revocation);
  }

  private ProvenCaller prove(TestIdentity identity) {
    CapturedRequest request = TestSession.by(identity).at(clock.instant()).sign();
    Verdict<ProvenCaller> verdict =
        SignedRequest.read(request.rawQuery(), request.headers(), request.body())
            .then(new ProofOfPossession(provider, clock, "us-east-1")::prove);
    return switch (verdict) {
      case Verdict.Passed<ProvenCaller>(ProvenCaller caller) -> caller;
      case Verdict.Refused<ProvenCaller>(Denial denial) -> fail(denial.auditReason());
    };
  }

  private TrustedChain trusted(ProvenCaller caller) {
    return switch (verifier.verify(caller, ANCHOR, registry)) {
      case Verdict.Passed<TrustedChain>(TrustedChain chain) -> chain;
      case Verdict.Refused<TrustedChain>(Denial denial) -> fail(denial.auditReason());
    };
  }

  /** Refused, and told why: who is revoked has been proven to be the account's own. */
  private void assertRefused(String rule, ProvenCaller caller) {
    switch (verifier.verify(caller, ANCHOR, registry)) {
      case Verdict.Passed<TrustedChain> _ -> fail("accepted");
      case Verdict.Refused<TrustedChain>(Denial denial) -> {
        assertInstanceOf(Denial.NotAllowed.class, denial);
        assertTrue(denial.auditReason().startsWith(rule), denial::auditReason);
      }
    }
  }
}
