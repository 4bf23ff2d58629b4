package dev.grapnel.service.api;

import java.util.Map;

/**
 * What a caller must be allowed to do.
 *
 * @param action such as {@code rolesanywhere:CreateTrustAnchor}
 * @param resource an ARN of the caller's account, or {@code *} for an action that has no resource
 * @param requestTags tags that the call would set, as {@code aws:RequestTag/KEY}
 * @param resourceTags tags that the resource has, as {@code aws:ResourceTag/KEY}
 * @param conditionKeys further condition keys that the call gives
 */
public record Permission(
    String action,
    String resource,
    Map<String, String> requestTags,
    Map<String, String> resourceTags,
    Map<String, String> conditionKeys) {
  public Permission {
    requestTags = Map.copyOf(requestTags);
    resourceTags = Map.copyOf(resourceTags);
    conditionKeys = Map.copyOf(conditionKeys);
  }

  /** An action on a resource; no tags are concerned. */
  public static Permission of(String action, String resource) {
    return new Permission(action, resource, Map.of(), Map.of(), Map.of());
  }

  public Permission withRequestTags(Map<String, String> tags) {
    return new Permission(action, resource, tags, resourceTags, conditionKeys);
  }

  public Permission withResourceTags(Map<String, String> tags) {
    return new Permission(action, resource, requestTags, tags, conditionKeys);
  }

  public Permission withConditionKey(String key, String value) {
    return new Permission(action, resource, requestTags, resourceTags, Map.of(key, value));
  }
}
