package dev.grapnel.service.registry;

import java.util.Comparator;

/**
 * Names one resource. There is no key without an account, so that nothing is looked up across
 * accounts by mistake.
 *
 * @param id the UUID; of a role, its name in lower case (role names differ by more than case)
 */
public record ResourceKey(ResourceKind kind, String accountId, String id)
    implements Comparable<ResourceKey> {
  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparing(ResourceKey::kind)
          .thenComparing(ResourceKey::accountId)
          .thenComparing(ResourceKey::id);

  @Override
  public int compareTo(ResourceKey that) {
    return ORDER.compare(this, that);
  }
}
