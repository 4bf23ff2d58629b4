package dev.grapnel.service.chain;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.NotificationSetting;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.RootKey;
import dev.grapnel.service.registry.TrustAnchor;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A snapshot with accounts and trust anchors. */
public final class FixedRegistry implements RegistryView {
  public static final String ACCOUNT = "123456789012";
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<Arn, TrustAnchor> anchors = new HashMap<>();
  private final Map<String, Crl> crls = new HashMap<>();

  /** A registry with one enabled account and one enabled anchor. */
  public static FixedRegistry of(String bundle) {
    FixedRegistry registry = new FixedRegistry();
    registry.accounts.put(ACCOUNT, new Account(ACCOUNT, true));
    registry.put(anchorArn(ACCOUNT, "a"), bundle, true, 1);
    return registry;
  }

  public static Arn anchorArn(String account, String id) {
    return new Arn("aws", "rolesanywhere", "us-east-1", account, "trust-anchor/" + id);
  }

  public void put(Arn arn, String bundle, boolean enabled, long version) {
    anchors.put(
        arn,
        new TrustAnchor(
            arn,
            "test",
            enabled,
            TrustAnchor.SourceType.CERTIFICATE_BUNDLE,
            bundle,
            false,
            NotificationSetting.DEFAULTS,
            Optional.empty(),
            Map.of(),
            CREATED,
            CREATED,
            version));
  }

  /** Changes an anchor. */
  public void change(Arn arn, UnaryOperator<TrustAnchor> change) {
    anchors.put(arn, change.apply(Objects.requireNonNull(anchors.get(arn))));
  }

  /** Imports a CRL for an anchor, or replaces the one of that name. */
  public void putCrl(Arn anchor, String name, byte[] data, boolean enabled, long version) {
    Arn arn = new Arn("aws", "rolesanywhere", "us-east-1", ACCOUNT, "crl/" + name);
    crls.put(
        name,
        new Crl(
            arn,
            name,
            enabled,
            data,
            anchor,
            Optional.empty(),
            Map.of(),
            CREATED,
            CREATED,
            version));
  }

  public void put(Account account) {
    accounts.put(account.accountId(), account);
  }

  @Override
  public Optional<Account> account(String accountId) {
    return Optional.ofNullable(accounts.get(accountId));
  }

  @Override
  public Optional<TrustAnchor> trustAnchor(Arn arn) {
    return Optional.ofNullable(anchors.get(arn));
  }

  @Override
  public Optional<Profile> profile(Arn arn) {
    return Optional.empty();
  }

  @Override
  public Optional<Role> role(Arn arn) {
    return Optional.empty();
  }

  @Override
  public List<Crl> crls(Arn trustAnchor) {
    return crls.values().stream().filter(c -> c.trustAnchorArn().equals(trustAnchor)).toList();
  }

  @Override
  public Optional<RootKey> rootKey(String accessKeyId) {
    return Optional.empty();
  }
}
