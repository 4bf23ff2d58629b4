package dev.grapnel.service.policy.pattern;

import org.jspecify.annotations.Nullable;

/** What policy variables stand for in one request. */
@FunctionalInterface
public interface VariableSource {
  /**
   * The value of a key that has exactly one; null for a key that is absent or has several (AWS:
   * only single-valued keys can be policy variables).
   *
   * @param foldedKey the key's name, folded by {@link Fold#key}
   */
  @Nullable String single(String foldedKey);
}
