package dev.grapnel.service.registry.control;

import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKey;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.token.PageTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists an account's resources of one kind, part by part, in the order of their ids. A part begins
 * after the id that the one before ended with, so that whatever is there throughout is listed once,
 * whatever else comes and goes. Thread-safe.
 */
final class Listing<T extends Resource> {
  /** The most characters of documents in one part, for the sake of the answer's size. */
  private static final int MAX_WEIGHT = 4_194_304;

  private final Registry registry;
  private final PageTokens tokens;
  private final ResourceKind kind;
  private final Class<T> type;

  Listing(Registry registry, PageTokens tokens, ResourceKind kind, Class<T> type) {
    this.registry = registry;
    this.tokens = tokens;
    this.kind = kind;
    this.type = type;
  }

  Verdict<Page<T>> list(String accountId, PageRequest request) {
    return list(accountId, kind.arnType(), resource -> true, request);
  }

  /**
   * A part of those that the filter lets through.
   *
   * @param name the listing's, filter included: a token made for one is refused by another
   */
  Verdict<Page<T>> list(String accountId, String name, Predicate<T> filter, PageRequest request) {
    return request
        .start(tokens, name, accountId)
        .then(after -> Verdict.pass(page(accountId, name, filter, request.most(), after)));
  }

  private Page<T> page(String accountId, String name, Predicate<T> filter, int size, String after) {
    List<T> items = new ArrayList<>();
    int weight = 0;
    // No id has a NUL, so this is the first key after that id; ids are not empty.
    ResourceKey from = new ResourceKey(kind, accountId, after + '\0');
    for (Resource resource : registry.current().from(from)) {
      ResourceKey key = resource.key();
      if (key.kind() != kind || !key.accountId().equals(accountId)) {
        break;
      }
      T item = type.cast(resource);
      if (!filter.test(item)) {
        continue;
      }
      if (items.size() == size || weight > MAX_WEIGHT) {
        String last = items.getLast().key().id();
        return new Page<>(items, Optional.of(tokens.seal(name, accountId, last)));
      }
      items.add(item);
      weight += weight(resource);
    }
    return new Page<>(items, Optional.empty());
  }

  private static int weight(Resource resource) {
    return switch (resource) {
      case TrustAnchor anchor -> anchor.certificateData().length();
      case Profile profile -> profile.sessionPolicy().map(String::length).orElse(0);
      case Crl crl -> crl.data().length;
      case Role role -> role.trustPolicy().length();
    };
  }
}
