package dev.grapnel.service.caller;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What a caller wants to do.
 *
 * @param action such as {@code rolesanywhere:CreateTrustAnchor}
 * @param resource an ARN, or {@code *} for an action that has no resource
 * @param requestTags tags that the call would set, as {@code aws:RequestTag/KEY}
 * @param resourceTags tags that the resource has, as {@code aws:ResourceTag/KEY}
 * @param tagKeys keys of the tags that the call sets or takes away, as {@code aws:TagKeys}
 * @param conditionKeys further condition keys that the call gives
 */
public record AccessRequest(
    String action,
    String resource,
    Map<String, String> requestTags,
    Map<String, String> resourceTags,
    Set<String> tagKeys,
    Map<String, String> conditionKeys) {
  public AccessRequest {
    requestTags = Map.copyOf(requestTags);
    resourceTags = Map.copyOf(resourceTags);
    tagKeys = Set.copyOf(tagKeys);
    conditionKeys = Map.copyOf(conditionKeys);
  }

  /** An action on a resource; no tags are concerned. */
  public static AccessRequest of(String action, String resource) {
    return new AccessRequest(action, resource, Map.of(), Map.of(), Set.of(), Map.of());
  }

  /** The same with tags that the call sets. */
  public AccessRequest withRequestTags(Map<String, String> tags) {
    return new AccessRequest(action, resource, tags, resourceTags, tags.keySet(), conditionKeys);
  }

  /** The same with the keys of tags that the call takes away. */
  public AccessRequest withTagKeys(Collection<String> keys) {
    return new AccessRequest(
        action, resource, requestTags, resourceTags, Set.copyOf(keys), conditionKeys);
  }

  public AccessRequest withResourceTags(Map<String, String> tags) {
    return new AccessRequest(action, resource, requestTags, tags, tagKeys, conditionKeys);
  }

  /** The same with one further condition key, in place of those it had. */
  public AccessRequest withConditionKey(String key, String value) {
    return new AccessRequest(
        action, resource, requestTags, resourceTags, tagKeys, Map.of(key, value));
  }
}
