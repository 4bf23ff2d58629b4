package dev.grapnel.service.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.service.chain.FixedRegistry;
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
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CRLs from distribution points, files and URLs, over a real server that behaves and one not. */
final class RemoteRevocationTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestCa ROOT = TestCa.root("Root", KeyKind.P256);
  private static final Arn ANCHOR = FixedRegistry.anchorArn(FixedRegistry.ACCOUNT, "a");
  private static final FetchSettings FETCH =
      new FetchSettings(
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          100_000,
          10_000,
          Duration.ZERO);

  private final SettableClock clock = new SettableClock(NOW);
  private final KeySignatures signatures = new KeySignatures(VerificationProvider.fastest());
  private final FixedRegistry registry = FixedRegistry.of(ROOT.pem());
  private final List<RevocationEvent> events = new CopyOnWriteArrayList<>();
  private CrlServer server;
  private Revocation revocation;
  private TestIdentity leaf;

  @BeforeEach
  void start() throws IOException {
    server = new CrlServer();
    leaf = leafWithPoint(server.url("/root.crl"));
    registry.change(ANCHOR, anchor -> anchor.withCrlDpRevocationEnabled(true));
    revocation = revocation(Set.of(server.host()), FETCH, new InlineExecutor());
  }

  @AfterEach
  void stop() {
    revocation.close();
    server.close();
  }

  @Test
  void point_listIsFetchedAndObeyed() {
    server.put("/root.crl", crl().der());
    assertAccepted();
    assertEquals(1, server.requests());
    assertAccepted();
    assertEquals(1, server.requests());
    server.put("/root.crl", crl().from(NOW.minusSeconds(1)).revoke(leaf.serial()).der());
    assertAccepted();
    clock.advance(Duration.ofMinutes(10));
    revocation.refresh();
    assertRefused(PathRule.REVOKED);
  }

  @Test
  void point_unchangedList_isNotSentAgain() {
    server.put("/root.crl", crl().der());
    assertAccepted();
    Object version = current().version();
    clock.advance(Duration.ofMinutes(10));
    revocation.refresh();
    assertEquals(1, server.notModified());
    assertEquals(version, current().version());
    assertAccepted();
  }

  @Test
  void point_silentServer_neverDelaysAnybody() {
    try (Revocation inBackground =
        revocation(Set.of(server.host()), FETCH, Executors.newVirtualThreadPerTaskExecutor())) {
      server.beSilent();
      assertEquals(PathRule.REVOCATION_UNKNOWN, refusal(inBackground).orElseThrow().rule());
    }
  }

  @Test
  void point_silentLater_keepsTheLastGoodListAsLongAsItIsFresh() {
    server.put("/root.crl", crl().until(NOW.plus(Duration.ofHours(1))).der());
    assertAccepted();
    server.beSilent();
    clock.advance(Duration.ofMinutes(10));
    revocation.refresh();
    assertAccepted();
    assertInstanceOf(RevocationEvent.FetchFailed.class, events.getLast());
    clock.advance(Duration.ofHours(1));
    assertRefused(PathRule.REVOCATION_UNKNOWN);
  }

  @Test
  void point_drippingServer_isCutOff() {
    server.put("/root.crl", crl().der());
    server.drip();
    assertRefused(PathRule.REVOCATION_UNKNOWN);
    assertInstanceOf(RevocationEvent.FetchFailed.class, events.getLast());
  }

  @Test
  void point_failure_isTriedAgainLaterAndLater() {
    server.answerWith(500);
    assertRefused(PathRule.REVOCATION_UNKNOWN);
    assertRefused(PathRule.REVOCATION_UNKNOWN);
    assertEquals(1, server.requests());
    clock.advance(Duration.ofSeconds(10));
    revocation.refresh();
    assertEquals(2, server.requests());
    clock.advance(Duration.ofSeconds(10));
    revocation.refresh();
    assertEquals(2, server.requests());
    clock.advance(Duration.ofSeconds(10));
    server.answerWith(200);
    server.put("/root.crl", crl().der());
    revocation.refresh();
    assertAccepted();
  }

  @Test
  void point_badListLater_isNotTaken() {
    server.put("/root.crl", crl().der());
    assertAccepted();
    TestCa sameName = TestCa.root("Root", KeyKind.P256);
    TestCa other = TestCa.root("Other", KeyKind.P256);
    byte[] broken = crl().revoke(leaf.serial()).der();
    broken[broken.length - 1] ^= 1;
    for (byte[] bad :
        List.of(
            CrlOrder.by(sameName.identity()).revoke(leaf.serial()).der(),
            CrlOrder.by(other.identity()).revoke(leaf.serial()).der(),
            broken,
            crl().from(NOW.minus(Duration.ofDays(2))).revoke(leaf.serial()).der(),
            new byte[100_001],
            "<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
      server.put("/root.crl", bad);
      clock.advance(Duration.ofMinutes(10));
      revocation.refresh();
      assertAccepted();
      assertTrue(
          events.getLast() instanceof RevocationEvent.ListRefused
              || events.getLast() instanceof RevocationEvent.FetchFailed,
          events::toString);
    }
  }

  @Test
  void point_badListFirst_provesNothing() {
    TestCa other = TestCa.root("Other", KeyKind.P256);
    server.put("/root.crl", CrlOrder.by(other.identity()).der());
    assertRefused(PathRule.REVOCATION_UNKNOWN);
  }

  @Test
  void point_hostThatIsNotAllowed_isNotAsked() {
    revocation.close();
    revocation = revocation(Set.of("crl.example.com"), FETCH, new InlineExecutor());
    Refusal refusal = assertRefused(PathRule.REVOCATION_UNKNOWN);
    assertTrue(refusal.detail().contains("not on the list of allowed hosts"), refusal::detail);
    assertEquals(0, server.requests());
  }

  @Test
  void point_unknownAcceptedWithWarning_whereTheOperatorSaysSo() {
    revocation.close();
    revocation =
        new Revocation(
            new RevocationSettings(
                Set.of(server.host()), Set.of(), Set.of(ANCHOR), List.of(), FETCH),
            () -> registry,
            signatures,
            clock,
            System::nanoTime,
            events::add,
            new InlineExecutor());
    server.answerWith(404);
    PathOutcome.Accepted accepted =
        assertInstanceOf(PathOutcome.Accepted.class, outcome(revocation));
    assertEquals(1, accepted.warnings().size());
  }

  @Test
  void point_firstQuestion_waitsAsLongAsItIsGranted() {
    server.put("/root.crl", crl().der());
    FetchSettings patient =
        new FetchSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            FETCH.refreshInterval(),
            FETCH.retryLeast(),
            FETCH.retryMost(),
            FETCH.maxCrlBytes(),
            FETCH.maxOcspBytes(),
            Duration.ofSeconds(20));
    try (Revocation inBackground =
        revocation(Set.of(server.host()), patient, Executors.newVirtualThreadPerTaskExecutor())) {
      assertEquals(Optional.empty(), refusal(inBackground));
    }
  }

  @Test
  void problem_withoutAllowedHosts_isTold() {
    assertTrue(
        RevocationSettings.NONE
            .distributionPointProblem()
            .orElseThrow()
            .contains("revocation.allowed_hosts"));
    assertEquals(
        Optional.empty(),
        new RevocationSettings(Set.of("crl.example.com"), Set.of(), Set.of(), List.of(), FETCH)
            .distributionPointProblem());
  }

  @Test
  void file_isReadAndReadAgainWhenItChanges(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("root.crl");
    Files.write(file, crl().der());
    revocation.close();
    revocation = configured(file.toString());
    assertAccepted();
    byte[] broken = crl().revoke(leaf.serial()).der();
    broken[broken.length - 1] ^= 1;
    write(file, broken, 1);
    assertAccepted();
    assertInstanceOf(RevocationEvent.ListRefused.class, events.getLast());
    int told = events.size();
    revocation.refresh();
    assertEquals(told, events.size());
    write(file, crl().revoke(leaf.serial()).der(), 2);
    assertRefused(PathRule.REVOKED);
    Files.delete(file);
    revocation.refresh();
    assertRefused(PathRule.REVOKED);
  }

  @Test
  void file_neverRead_isNotPassedOver(@TempDir Path folder) {
    revocation.close();
    revocation = configured(folder.resolve("absent.crl").toString());
    assertRefused(PathRule.REVOCATION_UNKNOWN);
  }

  @Test
  void url_ofTheConfiguration_isFetchedWithoutAnAllowedHost() {
    server.put("/root.crl", crl().revoke(leaf.serial()).der());
    revocation.close();
    revocation = configured(server.url("/root.crl"));
    assertRefused(PathRule.REVOKED);
  }

  private void write(Path file, byte[] content, int seconds) throws IOException {
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(seconds)));
    revocation.refresh();
  }

  private Revocation configured(String location) {
    registry.change(ANCHOR, anchor -> anchor.withCrlDpRevocationEnabled(false));
    Revocation made =
        new Revocation(
            new RevocationSettings(
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(new RevocationSettings.ConfiguredCrl(ANCHOR, location)),
                FETCH),
            () -> registry,
            signatures,
            clock,
            System::nanoTime,
            events::add,
            new InlineExecutor());
    made.refresh();
    return made;
  }

  private Revocation revocation(Set<String> hosts, FetchSettings fetch, ExecutorService loads) {
    return new Revocation(
        new RevocationSettings(hosts, Set.of(), Set.of(), List.of(), fetch),
        () -> registry,
        signatures,
        clock,
        System::nanoTime,
        events::add,
        loads);
  }

  private RevocationSource.Current current() {
    return revocation.of(registry.trustAnchor(ANCHOR).orElseThrow(), registry);
  }

  private static TestIdentity leafWithPoint(String url) {
    GeneralNames names =
        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url));
    CRLDistPoint points =
        new CRLDistPoint(
            new DistributionPoint[] {
              new DistributionPoint(new DistributionPointName(names), null, null)
            });
    return ROOT.leaf("demo").extension("2.5.29.31", false, points).issue();
  }

  private static CrlOrder crl() {
    return CrlOrder.by(ROOT.identity()).from(NOW.minus(Duration.ofDays(1)));
  }

  private void assertAccepted() {
    assertEquals(Optional.empty(), refusal(revocation));
  }

  private Refusal assertRefused(PathRule rule) {
    Refusal refusal = refusal(revocation).orElseThrow();
    assertEquals(rule, refusal.rule(), refusal::detail);
    return refusal;
  }

  private Optional<Refusal> refusal(Revocation of) {
    return switch (outcome(of)) {
      case PathOutcome.Accepted _ -> Optional.empty();
      case PathOutcome.Refused(Refusal refusal) -> Optional.of(refusal);
    };
  }

  private PathOutcome outcome(Revocation of) {
    try {
      return PathValidator.validate(
          new PathQuery(
              parse(leaf),
              List.of(),
              AnchorSet.of(List.of(parse(ROOT.identity()))),
              clock.instant(),
              Optional.empty(),
              PolicyInputs.ANY,
              PathLimits.DEFAULT,
              signatures,
              CertificateProfile.RFC_5280,
              of.of(registry.trustAnchor(ANCHOR).orElseThrow(), registry).check()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ParsedCertificate parse(TestIdentity identity) throws Exception {
    return ParsedCertificate.parse(DerCertificate.of(identity.der()));
  }
}
