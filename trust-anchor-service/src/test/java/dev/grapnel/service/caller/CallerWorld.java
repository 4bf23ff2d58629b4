package dev.grapnel.service.caller;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.RootKey;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.token.KeptRingKey;
import dev.grapnel.service.token.MasterKey;
import dev.grapnel.service.token.MasterKeyWrap;
import dev.grapnel.service.token.RingKeeper;
import dev.grapnel.service.token.RingKeyStore;
import dev.grapnel.service.token.SealedSession;
import dev.grapnel.service.token.SessionClaims;
import dev.grapnel.service.token.SessionOpener;
import dev.grapnel.service.token.SessionSealer;
import dev.grapnel.service.token.WrongMasterKeyException;
import dev.grapnel.testing.SettableClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Accounts with root keys, roles and a key ring, all in memory; the parts are the real ones. */
final class CallerWorld implements RegistryView {
  static final Instant NOW = Instant.parse("2026-11-24T10:51:19Z");
  static final String ACCOUNT = "123456789012";
  static final String ROLE_ARN = "arn:aws:iam::123456789012:role/path/demo";

  final SettableClock clock = new SettableClock(NOW);
  final Map<String, Account> accounts = new HashMap<>();
  final Map<Arn, Role> roles = new HashMap<>();
  final Map<String, RootKey> rootKeys = new HashMap<>();

  private final SecureRandom random = new SecureRandom();
  private final MasterKeyWrap wrap =
      new MasterKeyWrap(
          MasterKey.parse(Base64.getEncoder().encodeToString(new byte[32])).orElseThrow(),
          List.of(),
          random);
  private final RingKeeper rings;
  private final SessionSealer sealer;

  CallerWorld() {
    try {
      rings = RingKeeper.open(new MemoryRing(), wrap, clock, () -> 0, random);
    } catch (IOException | WrongMasterKeyException e) {
      throw new IllegalStateException(e);
    }
    sealer = new SessionSealer(rings, clock, random);
    accounts.put(ACCOUNT, new Account(ACCOUNT, true));
    put(role(Map.of()));
  }

  CallerAuthentication authentication(String region) {
    return new CallerAuthentication(
        () -> this, new RootSecrets(wrap), new SessionOpener(rings, clock), clock, region);
  }

  CallerPermissions permissions() {
    return new CallerPermissions(() -> this, clock, "us-east-1");
  }

  void rootKey(String accountId, String accessKeyId, SecretValue secret) {
    byte[] wrapped = wrap.wrap(RootSecrets.purpose(accountId, accessKeyId), secret);
    rootKeys.put(accessKeyId, new RootKey(accountId, accessKeyId, wrapped));
  }

  void put(Role role) {
    roles.put(role.arn(), role);
  }

  /** The demo role with those inline policies. */
  Role role(Map<String, String> inlinePolicies) {
    return new Role(
        arn(ROLE_ARN),
        "AROADEMO",
        "/path/",
        "demo",
        "",
        "{}",
        Duration.ofHours(1),
        inlinePolicies,
        Map.of(),
        NOW,
        Instant.EPOCH,
        1);
  }

  SealedSession seal(SessionClaims claims) {
    return switch (sealer.seal(claims)) {
      case Verdict.Passed<SealedSession> passed -> passed.value();
      case Verdict.Refused<SealedSession> refused ->
          throw new AssertionError(refused.denial().auditReason());
    };
  }

  /** A session of the demo role, begun now, for an hour. */
  SessionClaims claims() {
    return claims(Map.of(), List.of());
  }

  SessionClaims claims(Map<String, String> tags, List<String> sessionPolicies) {
    Instant now = clock.instant();
    return new SessionClaims(
        ACCOUNT,
        arn(ROLE_ARN),
        "AROADEMO",
        "0a1b",
        "demo",
        now,
        now.plus(Duration.ofHours(1)),
        tags,
        sessionPolicies,
        List.of());
  }

  static Arn arn(String text) {
    try {
      return Arn.parse(text);
    } catch (InvalidArnException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public Optional<Account> account(String accountId) {
    return Optional.ofNullable(accounts.get(accountId));
  }

  @Override
  public Optional<Role> role(Arn arn) {
    return Optional.ofNullable(roles.get(arn));
  }

  @Override
  public Optional<RootKey> rootKey(String accessKeyId) {
    return Optional.ofNullable(rootKeys.get(accessKeyId));
  }

  @Override
  public Optional<TrustAnchor> trustAnchor(Arn arn) {
    return Optional.empty();
  }

  @Override
  public Optional<Profile> profile(Arn arn) {
    return Optional.empty();
  }

  @Override
  public List<Crl> crls(Arn trustAnchor) {
    return List.of();
  }

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
