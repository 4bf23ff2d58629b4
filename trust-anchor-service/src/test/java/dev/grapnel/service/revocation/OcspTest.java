package dev.grapnel.service.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
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
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.CertificateOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OCSP with OpenSSL's responder, and with a server that never answers. */
final class OcspTest {
  private static final TestCa ROOT = TestCa.root("Root", KeyKind.P256);
  private static final Arn ANCHOR = FixedRegistry.anchorArn(FixedRegistry.ACCOUNT, "a");
  private static final String HOST = "127.0.0.1";

  private final FixedRegistry registry = FixedRegistry.of(ROOT.pem());
  private final KeySignatures signatures = new KeySignatures(VerificationProvider.fastest());
  private final List<RevocationEvent> events = new CopyOnWriteArrayList<>();

  /** OpenSSL's responder goes by the machine's clock, so the test begins there. */
  private final SettableClock clock = new SettableClock(Instant.now());

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void requireOpenSsl() {
    assumeTrue(OpenSslResponder.isAvailable(), "skipped: there is no openssl on the PATH");
  }

  @Test
  void responder_good_isAccepted() throws IOException {
    assertEquals(Optional.empty(), ask(ROOT.identity(), OpenSslResponder::good));
  }

  @Test
  void responder_revoked_isRefused() throws IOException {
    assertEquals(Optional.of(PathRule.REVOKED), ask(ROOT.identity(), OpenSslResponder::revoked));
  }

  @Test
  void responder_doesNotKnowTheCertificate_isRefused() throws IOException {
    TestIdentity other = ROOT.leaf("other").issue();
    assertEquals(
        Optional.of(PathRule.REVOCATION_UNKNOWN),
        ask(ROOT.identity(), _ -> OpenSslResponder.good(other)));
  }

  @Test
  void responder_appointedByTheCa_isBelieved() throws IOException {
    TestIdentity appointed =
        ROOT.leaf("responder").extendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning).issue();
    assertEquals(Optional.empty(), ask(appointed, OpenSslResponder::good));
  }

  @Test
  void responder_notAppointed_isNotBelieved() throws IOException {
    TestCa impostor = TestCa.root("Root", KeyKind.P256);
    for (TestIdentity signer :
        List.of(
            ROOT.leaf("any leaf").issue(),
            ROOT.leaf("x").extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage).issue(),
            ROOT.leaf("x").extendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning).expired().issue(),
            impostor.leaf("x").extendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning).issue())) {
      assertEquals(Optional.of(PathRule.REVOCATION_UNKNOWN), ask(signer, OpenSslResponder::good));
      assertInstanceOf(RevocationEvent.ListRefused.class, events.getLast());
    }
  }

  @Test
  void responder_gone_keepsTheLastAnswerAsLongAsItCounts() throws IOException {
    CertificateOrder order = ROOT.leaf("demo");
    TestIdentity first = order.issue();
    try (OpenSslResponder responder =
        OpenSslResponder.start(
            folder, ROOT.identity(), ROOT.identity(), List.of(OpenSslResponder.good(first)))) {
      TestIdentity leaf = leaf(first, responder.host());
      try (Revocation revocation = revocation(responder.host(), new InlineExecutor())) {
        assertEquals(Optional.empty(), refusal(revocation, leaf));
        responder.stop();
        clock.advance(Duration.ofMinutes(6));
        revocation.refresh();
        assertEquals(Optional.empty(), refusal(revocation, leaf));
        assertTrue(events.stream().anyMatch(e -> e instanceof RevocationEvent.FetchFailed));
        clock.advance(Duration.ofMinutes(5));
        assertEquals(Optional.of(PathRule.REVOCATION_UNKNOWN), refusal(revocation, leaf));
      }
    }
  }

  @Test
  void responder_thatNeverAnswers_delaysNobody() throws IOException {
    try (CrlServer server = new CrlServer();
        Revocation revocation =
            revocation(server.host(), Executors.newVirtualThreadPerTaskExecutor())) {
      server.beSilent();
      TestIdentity leaf = leaf(ROOT.leaf("demo").issue(), server.host());
      assertEquals(Optional.of(PathRule.REVOCATION_UNKNOWN), refusal(revocation, leaf));
    }
  }

  /** The verdict on a leaf of which the responder's index has what is given. */
  private Optional<PathRule> ask(
      TestIdentity signer, java.util.function.Function<TestIdentity, String> index)
      throws IOException {
    TestIdentity before = ROOT.leaf("demo").issue();
    try (OpenSslResponder responder =
            OpenSslResponder.start(folder, ROOT.identity(), signer, List.of(index.apply(before)));
        Revocation revocation = revocation(responder.host(), new InlineExecutor())) {
      return refusal(revocation, leaf(before, responder.host()));
    }
  }

  /** The same serial number with a responder in it, whose port is known only now. */
  private static TestIdentity leaf(TestIdentity before, String host) {
    return ROOT.leaf("demo")
        .serial(before.serial())
        .extension(
            "1.3.6.1.5.5.7.1.1",
            false,
            new AuthorityInformationAccess(
                AccessDescription.id_ad_ocsp,
                new GeneralName(GeneralName.uniformResourceIdentifier, "http://" + host + "/")))
        .issue();
  }

  private Revocation revocation(String host, ExecutorService loads) {
    assertTrue(host.startsWith(HOST));
    FetchSettings fetch = FetchSettings.DEFAULT;
    return new Revocation(
        new RevocationSettings(Set.of(host), Set.of(ANCHOR), Set.of(), List.of(), fetch),
        () -> registry,
        signatures,
        clock,
        System::nanoTime,
        events::add,
        loads);
  }

  private Optional<PathRule> refusal(Revocation revocation, TestIdentity leaf) {
    PathQuery query =
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
            revocation.of(registry.trustAnchor(ANCHOR).orElseThrow(), registry).check());
    return switch (PathValidator.validate(query)) {
      case PathOutcome.Accepted _ -> Optional.empty();
      case PathOutcome.Refused(Refusal refusal) -> Optional.of(refusal.rule());
    };
  }

  private static ParsedCertificate parse(TestIdentity identity) {
    try {
      return ParsedCertificate.parse(DerCertificate.of(identity.der()));
    } catch (MalformedX509Exception | MalformedCertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}
