package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The whole registry at one moment. Immutable; a changed one shares what did not change. */
public final class Snapshot implements RegistryView {
  private static final String SERVICE = "rolesanywhere";
  private static final String ALIAS = "alias";

  private final long version;
  private final SortedTree<String, RegisteredAccount> accounts;
  private final SortedTree<String, RootKey> rootKeys;
  private final SortedTree<ResourceKey, Resource> resources;
  private final SortedTree<ResourceKey, Resource> byAlias;
  private final SortedTree<AnchorsCrl, Crl> crlsByAnchor;

  private Snapshot(
      long version,
      SortedTree<String, RegisteredAccount> accounts,
      SortedTree<String, RootKey> rootKeys,
      SortedTree<ResourceKey, Resource> resources,
      SortedTree<ResourceKey, Resource> byAlias,
      SortedTree<AnchorsCrl, Crl> crlsByAnchor) {
    this.version = version;
    this.accounts = accounts;
    this.rootKeys = rootKeys;
    this.resources = resources;
    this.byAlias = byAlias;
    this.crlsByAnchor = crlsByAnchor;
  }

  static Snapshot empty() {
    return new Snapshot(
        0,
        SortedTree.empty(),
        SortedTree.empty(),
        SortedTree.empty(),
        SortedTree.empty(),
        SortedTree.empty());
  }

  /** The last change that is in it. */
  public long version() {
    return version;
  }

  @Override
  public Optional<Account> account(String accountId) {
    return accounts.get(accountId).map(RegisteredAccount::account);
  }

  @Override
  public Optional<TrustAnchor> trustAnchor(Arn arn) {
    return named(ResourceKind.TRUST_ANCHOR, arn).map(TrustAnchor.class::cast);
  }

  @Override
  public Optional<Profile> profile(Arn arn) {
    return named(ResourceKind.PROFILE, arn).map(Profile.class::cast);
  }

  @Override
  public Optional<Role> role(Arn arn) {
    String id = arn.resourceId();
    return find(Role.key(arn.account(), id.substring(id.lastIndexOf('/') + 1)))
        .filter(role -> role.arn().equals(arn))
        .map(Role.class::cast);
  }

  @Override
  public List<Crl> crls(Arn trustAnchor) {
    List<Crl> crls = new ArrayList<>();
    for (Crl crl : crlsByAnchor.from(new AnchorsCrl(trustAnchor, ""))) {
      if (!crl.trustAnchorArn().equals(trustAnchor)) {
        break;
      }
      crls.add(crl);
    }
    return crls;
  }

  @Override
  public Optional<RootKey> rootKey(String accessKeyId) {
    return rootKeys.get(accessKeyId);
  }

  public Iterable<RegisteredAccount> accounts() {
    return accounts.values();
  }

  public Optional<Resource> find(ResourceKey key) {
    return resources.get(key);
  }

  public Optional<Resource> findByAlias(ResourceKind kind, String accountId, String aliasName) {
    return byAlias.get(new ResourceKey(kind, accountId, aliasName));
  }

  /** The resources whose keys are at least {@code from}, in the order of the keys. */
  public Iterable<Resource> from(ResourceKey from) {
    return resources.from(from);
  }

  /** Every resource of every account, for the service's own chores; no caller sees it. */
  public Iterable<Resource> resources() {
    return resources.values();
  }

  /** The snapshot after the changes. */
  Snapshot after(RegistryChanges changes) {
    Snapshot next = changes.whole() ? empty() : this;
    for (RegisteredAccount account : changes.accounts()) {
      next = next.with(account);
    }
    for (ResourceKey key : changes.deleted()) {
      next = next.without(key);
    }
    for (Resource resource : changes.resources()) {
      next = next.without(resource.key()).with(resource);
    }
    return new Snapshot(
        changes.version(),
        next.accounts,
        next.rootKeys,
        next.resources,
        next.byAlias,
        next.crlsByAnchor);
  }

  private Optional<Resource> named(ResourceKind kind, Arn arn) {
    if (!arn.service().equals(SERVICE)) {
      return Optional.empty();
    }
    if (arn.resourceType().equals(ALIAS)) {
      String prefix = kind.arnType() + '/';
      return arn.resourceId().startsWith(prefix)
          ? findByAlias(kind, arn.account(), arn.resourceId().substring(prefix.length()))
              .filter(resource -> sameRegion(resource.arn(), arn))
          : Optional.empty();
    }
    return find(new ResourceKey(kind, arn.account(), arn.resourceId()))
        .filter(resource -> resource.arn().equals(arn));
  }

  private static boolean sameRegion(Arn registered, Arn asked) {
    return registered.partition().equals(asked.partition())
        && registered.region().equals(asked.region());
  }

  private Snapshot with(RegisteredAccount account) {
    SortedTree<String, RootKey> others =
        accounts
            .get(account.account().accountId())
            .map(old -> rootKeys.without(old.rootKey().accessKeyId()))
            .orElse(rootKeys);
    return new Snapshot(
        version,
        accounts.with(account.account().accountId(), account),
        others.with(account.rootKey().accessKeyId(), account.rootKey()),
        resources,
        byAlias,
        crlsByAnchor);
  }

  private Snapshot with(Resource resource) {
    return new Snapshot(
        version,
        accounts,
        rootKeys,
        resources.with(resource.key(), resource),
        resource
            .aliasName()
            .map(alias -> byAlias.with(aliasKey(resource, alias), resource))
            .orElse(byAlias),
        resource instanceof Crl crl ? crlsByAnchor.with(AnchorsCrl.of(crl), crl) : crlsByAnchor);
  }

  private Snapshot without(ResourceKey key) {
    return resources.get(key).map(this::without).orElse(this);
  }

  private Snapshot without(Resource resource) {
    return new Snapshot(
        version,
        accounts,
        rootKeys,
        resources.without(resource.key()),
        resource.aliasName().map(alias -> withoutAlias(resource, alias)).orElse(byAlias),
        resource instanceof Crl crl ? crlsByAnchor.without(AnchorsCrl.of(crl)) : crlsByAnchor);
  }

  /** An alias that has meanwhile gone to another resource stays with that one. */
  private SortedTree<ResourceKey, Resource> withoutAlias(Resource resource, String alias) {
    ResourceKey aliasKey = aliasKey(resource, alias);
    boolean own =
        byAlias.get(aliasKey).filter(holder -> holder.key().equals(resource.key())).isPresent();
    return own ? byAlias.without(aliasKey) : byAlias;
  }

  private static ResourceKey aliasKey(Resource resource, String alias) {
    return new ResourceKey(resource.key().kind(), resource.accountId(), alias);
  }

  /** A CRL's place among those of its anchor. */
  private record AnchorsCrl(String anchor, String crlId) implements Comparable<AnchorsCrl> {
    AnchorsCrl(Arn anchor, String crlId) {
      this(anchor.toString(), crlId);
    }

    static AnchorsCrl of(Crl crl) {
      return new AnchorsCrl(crl.trustAnchorArn(), crl.crlId());
    }

    @Override
    public int compareTo(AnchorsCrl that) {
      int byAnchor = anchor.compareTo(that.anchor);
      return byAnchor != 0 ? byAnchor : crlId.compareTo(that.crlId);
    }
  }
}
