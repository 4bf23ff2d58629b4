package dev.grapnel.service.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Compiled policies by document, so that a stored document is parsed once and not for each request.
 * Bounded by the characters of the documents it holds; documents that are malformed are not held.
 * Thread-safe.
 */
public final class PolicyCache {
  private record Key(String document, PolicyKind kind, PolicyLimits limits) {}

  private final Cache<Key, Policy> policies;

  /**
   * @param maxCharacters the most characters of documents that are held at a time
   */
  public PolicyCache(long maxCharacters) {
    policies =
        Caffeine.newBuilder()
            .maximumWeight(maxCharacters)
            .weigher((Key key, Policy policy) -> key.document().length())
            .build();
  }

  /**
   * The compiled policy of a document.
   *
   * @throws MalformedPolicyException if it is no policy of that kind within the limits
   */
  public Policy get(String document, PolicyKind kind, PolicyLimits limits)
      throws MalformedPolicyException {
    Key key = new Key(document, kind, limits);
    Policy known = policies.getIfPresent(key);
    if (known != null) {
      return known;
    }
    Policy compiled = Policy.parse(document, kind, limits);
    policies.put(key, compiled);
    return compiled;
  }
}
