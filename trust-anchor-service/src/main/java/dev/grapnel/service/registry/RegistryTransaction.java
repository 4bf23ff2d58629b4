package dev.grapnel.service.registry;

import java.util.Optional;

/**
 * One change in the making: the only one at that moment, whatever the number of processes on the
 * store, so that what it reads is still true when it writes. For one thread.
 */
public interface RegistryTransaction {
  /** This change's number: greater than that of every change before it. */
  long version();

  Optional<RegisteredAccount> account(String accountId);

  /** Whether there is any account yet. */
  boolean anyAccount();

  /** Keeps an account, new or changed. */
  void put(RegisteredAccount account);

  Optional<Resource> find(ResourceKey key);

  /** The account's resource of that kind and alias. */
  Optional<Resource> findByAlias(ResourceKind kind, String accountId, String aliasName);

  void insert(Resource resource);

  /** Keeps the changed resource if the kept one still has that version; false if not. */
  boolean update(Resource resource, long expectedVersion);

  void delete(ResourceKey key);
}
