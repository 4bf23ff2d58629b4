package dev.grapnel.service.registry.control;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKey;
import dev.grapnel.service.registry.ResourceKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The tags of trust anchors, profiles and CRLs, which are named by their ARNs (the model does not
 * let alias ARNs name them here). Thread-safe.
 */
public final class Tags {
  private static final List<ResourceKind> TAGGED =
      List.of(ResourceKind.TRUST_ANCHOR, ResourceKind.PROFILE, ResourceKind.CRL);

  private final Foundation foundation;
  private final Map<ResourceKind, Registrar<Resource>> registrars;

  Tags(Foundation foundation) {
    this.foundation = foundation;
    this.registrars = new EnumMap<>(ResourceKind.class);
    TAGGED.forEach(kind -> registrars.put(kind, foundation.registrar(kind, Resource.class)));
  }

  /** The resource's tags by key. */
  public Verdict<Map<String, String>> list(String accountId, String resourceArn) {
    return key(accountId, resourceArn)
        .then(key -> registrar(key).get(new Reference.ById(key)))
        .then(resource -> Verdict.pass(resource.tags()));
  }

  /**
   * Adds the tags, in place of those with the same keys; {@link Denial.TooManyTags} if the resource
   * would then have more than 200.
   */
  public Verdict<Resource> tag(String accountId, String resourceArn, Map<String, String> tags) {
    return new Constraints()
        .tags(tags, Constraints.MAX_TAGS)
        .then(() -> key(accountId, resourceArn))
        .then(
            key ->
                registrar(key)
                    .update(
                        new Reference.ById(key),
                        resource -> Tagging.added(resource, tags, Constraints.MAX_TAGS)));
  }

  /** Removes the tags of those keys; a key that is not there is no error. */
  public Verdict<Resource> untag(String accountId, String resourceArn, List<String> tagKeys) {
    Constraints constraints =
        new Constraints()
            .require(tagKeys.size() <= Constraints.MAX_TAGS, "tagKeys must be at most 200");
    tagKeys.forEach(constraints::tagKey);
    return constraints
        .then(() -> key(accountId, resourceArn))
        .then(
            key ->
                registrar(key)
                    .update(
                        new Reference.ById(key),
                        resource -> Verdict.pass(Tagging.removed(resource, tagKeys))));
  }

  private Registrar<Resource> registrar(ResourceKey key) {
    Registrar<Resource> registrar = registrars.get(key.kind());
    if (registrar == null) {
      throw new IllegalArgumentException("no tags on a " + key.kind().label());
    }
    return registrar;
  }

  private Verdict<ResourceKey> key(String accountId, String resourceArn) {
    try {
      Arn arn = Arn.parse(resourceArn);
      return TAGGED.stream()
          .filter(kind -> foundation.arns().of(kind, accountId, arn.resourceId()).equals(arn))
          .findFirst()
          .map(kind -> Verdict.pass(new ResourceKey(kind, accountId, arn.resourceId())))
          .orElseGet(() -> Verdict.refuse(absent()));
    } catch (InvalidArnException e) {
      return Verdict.refuse(new Denial.Malformed("resourceArn: " + e.getMessage()));
    }
  }

  private static Denial absent() {
    return new Denial.NotFound("There is no such resource in this account and region");
  }
}
