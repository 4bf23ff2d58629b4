package dev.grapnel.service.session;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.session.CreateSessionResponse;
import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.audit.AuditTrail;
import dev.grapnel.service.chain.ChainSettings;
import dev.grapnel.service.chain.ChainVerifier;
import dev.grapnel.service.chain.FixedRegistry;
import dev.grapnel.service.credential.CredentialIssuer;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.grant.SessionGranter;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.AttributeMapping;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.RootKey;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.revocation.RevocationSource;
import dev.grapnel.service.signature.ProofOfPossession;
import dev.grapnel.service.token.KeptRingKey;
import dev.grapnel.service.token.MasterKey;
import dev.grapnel.service.token.MasterKeyWrap;
import dev.grapnel.service.token.RingKeeper;
import dev.grapnel.service.token.RingKeyStore;
import dev.grapnel.service.token.SessionSealer;
import dev.grapnel.service.token.WrongMasterKeyException;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TestSession;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One trust anchor, profile and role, and a workload with a certificate; the parts are real. */
final class SessionWorld implements RegistryView {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestCa CA = TestCa.root("Root", KeyKind.P256);
  private static final TestIdentity WORKLOAD = CA.leaf("demo").dnsName("demo.example.org").issue();
  private static final Arn ANCHOR = FixedRegistry.anchorArn(FixedRegistry.ACCOUNT, "a");
  private static final Arn PROFILE =
      new Arn("aws", "rolesanywhere", "us-east-1", FixedRegistry.ACCOUNT, "profile/p");
  private static final Arn ROLE = new Arn("aws", "iam", "", FixedRegistry.ACCOUNT, "role/app");

  private final FixedRegistry anchors = FixedRegistry.of(CA.pem());
  private final List<AuditEvent> events = new ArrayList<>();
  private final CreateSession operation = operation(new SettableClock(NOW));
  private String trustPolicy = "";

  /** A trust policy that lets Roles Anywhere in under a condition; quotes are single ones. */
  static String allowIf(String condition) {
    return """
    {'Version':'2012-10-17','Statement':[{'Sid':'Certificates','Effect':'Allow',
    'Principal':{'Service':'rolesanywhere.amazonaws.com'},
    'Action':['sts:AssumeRole','sts:TagSession','sts:SetSourceIdentity'],'Condition':{%s}}]}\
    """
        .formatted(condition);
  }

  /** Sets the role's trust policy, whose quotes are single ones. */
  void trust(String document) {
    trustPolicy = document.replace('\'', '"');
  }

  /** The workload asks for a session of the role. */
  Verdict<CreateSessionResponse> create() {
    CapturedRequest request =
        TestSession.by(WORKLOAD)
            .arns(ANCHOR.toString(), PROFILE.toString(), ROLE.toString())
            .header("user-agent", "tester/1")
            .sign();
    return operation.handle(
        new HttpRequest(
            request.method(),
            request.rawPath(),
            request.rawQuery(),
            request.headers(),
            request.body(),
            InetAddress.getLoopbackAddress(),
            true,
            "request-1"));
  }

  AuditEvent lastEvent() {
    return events.getLast();
  }

  private CreateSession operation(SettableClock clock) {
    VerificationProvider provider = VerificationProvider.fastest();
    return new CreateSession(
        () -> this,
        new ProofOfPossession(provider, clock, "us-east-1"),
        new ChainVerifier(ChainSettings.DEFAULT, provider, clock, RevocationSource.NONE),
        new SessionGranter(clock),
        new CredentialIssuer(sealer(clock)),
        new SessionAudit(trail(), clock, denial -> denial.getClass().getSimpleName()),
        new SubjectSightings(sighting -> {}, clock));
  }

  private static SessionSealer sealer(SettableClock clock) {
    SecureRandom random = new SecureRandom();
    MasterKey key = MasterKey.parse(Base64.getEncoder().encodeToString(new byte[32])).orElseThrow();
    try {
      RingKeeper rings =
          RingKeeper.open(
              new MemoryRing(), new MasterKeyWrap(key, List.of(), random), clock, () -> 0, random);
      return new SessionSealer(rings, clock, random);
    } catch (IOException | WrongMasterKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private AuditTrail trail() {
    return new AuditTrail() {
      @Override
      public void record(AuditEvent event) {
        events.add(event);
      }

      @Override
      public void recordUnproven(AuditEvent event) {
        throw new AssertionError(event.reason().orElse(""));
      }
    };
  }

  @Override
  public Optional<Account> account(String accountId) {
    return anchors.account(accountId);
  }

  @Override
  public Optional<TrustAnchor> trustAnchor(Arn arn) {
    return anchors.trustAnchor(arn);
  }

  @Override
  public Optional<Profile> profile(Arn arn) {
    return Optional.of(
        new Profile(
            PROFILE,
            "p",
            true,
            false,
            false,
            Duration.ofHours(1),
            List.of(ROLE.toString()),
            List.of(),
            Optional.empty(),
            AttributeMapping.DEFAULTS,
            Optional.empty(),
            Map.of(),
            FixedRegistry.ACCOUNT,
            NOW,
            NOW,
            1));
  }

  @Override
  public Optional<Role> role(Arn arn) {
    return Optional.of(
        new Role(
            ROLE,
            "AROAAPP",
            "/",
            "app",
            "",
            trustPolicy,
            Duration.ofHours(1),
            Map.of(),
            Map.of("team", "red"),
            NOW,
            Instant.EPOCH,
            1));
  }

  @Override
  public List<Crl> crls(Arn trustAnchor) {
    return List.of();
  }

  @Override
  public Optional<RootKey> rootKey(String accessKeyId) {
    return Optional.empty();
  }

  /** A ring that is kept in memory. */
  private static final class MemoryRing implements RingKeyStore {
    private List<KeptRingKey> keys = List.of();

    @Override
    public synchronized List<KeptRingKey> ringKeys() {
      return keys;
    }

    @Override
    public synchronized List<KeptRingKey> change(UnaryOperator<List<KeptRingKey>> change) {
      keys = change.apply(keys);
      return keys;
    }
  }
}
