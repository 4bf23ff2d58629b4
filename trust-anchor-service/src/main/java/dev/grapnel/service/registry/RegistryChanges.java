package dev.grapnel.service.registry;

import java.util.List;

/**
 * What changed in the store after some version.
 *
 * @param version the last change that is included
 * @param whole whether this is everything there is, to be taken in place of what was known
 */
public record RegistryChanges(
    long version,
    boolean whole,
    List<RegisteredAccount> accounts,
    List<Resource> resources,
    List<ResourceKey> deleted) {
  public RegistryChanges {
    accounts = List.copyOf(accounts);
    resources = List.copyOf(resources);
    deleted = List.copyOf(deleted);
  }
}
