package dev.grapnel.service.policy;

import dev.grapnel.service.policy.condition.ContextValues;
import dev.grapnel.service.policy.condition.RequestKeys;
import dev.grapnel.service.policy.pattern.Fold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: who, which action, on which resource, with which condition keys. Key names ignore
 * case; a key may have several values; a key that was not given is absent. Immutable and
 * thread-safe.
 */
public final class RequestContext implements RequestKeys {
  /** A power of two, a few times as many as a request's policies usually have keys. */
  private static final int REMEMBERED = 64;

  private record Remembered(String key, @Nullable ContextValues values) {}

  private final Principal principal;
  private final String action;
  private final String foldedAction;
  private final String resource;
  private final Optional<String> resourceAccount;
  private final Map<String, ContextValues> keys;
  private final @Nullable Remembered[] remembered = new Remembered[REMEMBERED];

  private RequestContext(
      Principal principal,
      String action,
      String resource,
      Optional<String> resourceAccount,
      Map<String, ContextValues> keys) {
    this.principal = principal;
    this.action = action;
    this.foldedAction = Fold.key(action);
    this.resource = resource;
    this.resourceAccount = resourceAccount;
    this.keys = keys;
  }

  /**
   * Begins a context.
   *
   * @param action such as {@code sts:AssumeRole}
   * @param resource an ARN, or {@code *} for an action that has no resource
   */
  public static Builder builder(Principal principal, String action, String resource) {
    return new Builder(principal, action, resource);
  }

  public Principal principal() {
    return principal;
  }

  public String action() {
    return action;
  }

  String foldedAction() {
    return foldedAction;
  }

  public String resource() {
    return resource;
  }

  /** The account that owns the resource; the principal's unless another was given. */
  public Optional<String> resourceAccount() {
    return resourceAccount.or(principal::accountId);
  }

  /** The same request for another action; cheap. */
  public RequestContext withAction(String otherAction) {
    return new RequestContext(principal, otherAction, resource, resourceAccount, keys);
  }

  /**
   * Looks the key up, and remembers by the very text it was asked with: compiled conditions share
   * the texts of their keys, and ask for few keys many times. A lost race costs a look-up.
   */
  @Override
  @SuppressWarnings("ReferenceEquality") // another text of equal content only looks up again
  public @Nullable ContextValues values(String foldedKey) {
    int slot = foldedKey.hashCode() & (REMEMBERED - 1);
    Remembered known = remembered[slot];
    if (known == null || known.key() != foldedKey) {
      known = new Remembered(foldedKey, keys.get(foldedKey));
      remembered[slot] = known;
    }
    return known.values();
  }

  /** The condition keys by folded name. */
  public Map<String, List<String>> keys() {
    Map<String, List<String>> texts = new HashMap<>();
    keys.forEach((key, values) -> texts.put(key, values.texts()));
    return Map.copyOf(texts);
  }

  /** Gathers a context; not thread-safe. */
  public static final class Builder {
    private final Principal principal;
    private final String action;
    private final String resource;
    private Optional<String> resourceAccount = Optional.empty();
    private final Map<String, List<String>> keys = new HashMap<>();

    private Builder(Principal principal, String action, String resource) {
      this.principal = principal;
      this.action = action;
      this.resource = resource;
    }

    public Builder resourceAccount(String accountId) {
      resourceAccount = Optional.of(accountId);
      return this;
    }

    /** Sets a key, in place of what was set before; without values the key is absent. */
    public Builder key(String name, String... values) {
      return key(name, List.of(values));
    }

    /** Sets a key, in place of what was set before; without values the key is absent. */
    public Builder key(String name, List<String> values) {
      if (values.isEmpty()) {
        keys.remove(Fold.key(name));
      } else {
        keys.put(Fold.key(name), List.copyOf(values));
      }
      return this;
    }

    /** Sets keys, each in place of what was set before. */
    public Builder keys(Map<String, List<String>> values) {
      values.forEach(this::key);
      return this;
    }

    /**
     * Sets the keys that follow from the principal alone, such as {@code aws:PrincipalArn}, where
     * they have not been set.
     */
    public Builder principalKeys() {
      PrincipalKeys.of(principal)
          .forEach((name, value) -> keys.putIfAbsent(Fold.key(name), List.of(value)));
      return this;
    }

    public RequestContext build() {
      Map<String, ContextValues> compiled = HashMap.newHashMap(keys.size());
      keys.forEach((key, values) -> compiled.put(key, ContextValues.of(values)));
      return new RequestContext(principal, action, resource, resourceAccount, compiled);
    }
  }
}
