package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.VariableSource;
import org.jspecify.annotations.Nullable;

/** The condition keys of one request. */
public interface RequestKeys extends VariableSource {
  /** The key's values, or null where the request lacks the key. */
  @Nullable ContextValues values(String foldedKey);

  @Override
  default @Nullable String single(String foldedKey) {
    ContextValues values = values(foldedKey);
    return values == null || values.values().size() != 1 ? null : values.values().getFirst().text();
  }
}
