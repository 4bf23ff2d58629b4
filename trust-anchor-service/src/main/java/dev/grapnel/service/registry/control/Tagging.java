package dev.grapnel.service.registry.control;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Resource;
import java.util.Map;
import java.util.TreeMap;

/** Tags put on resources and taken off. */
final class Tagging {
  private Tagging() {}

  /** The resource with the tags added; refused if it would then have too many. */
  static <T extends Resource> Verdict<T> added(T resource, Map<String, String> tags, int most) {
    Map<String, String> all = new TreeMap<>(resource.tags());
    all.putAll(tags);
    return all.size() > most
        ? Verdict.refuse(
            new Denial.TooManyTags("A resource has at most " + most + " tags; remove some first"))
        : Verdict.pass(retagged(resource, all));
  }

  static <T extends Resource> T removed(T resource, Iterable<String> tagKeys) {
    Map<String, String> all = new TreeMap<>(resource.tags());
    tagKeys.forEach(all::remove);
    return retagged(resource, all);
  }

  @SuppressWarnings("unchecked") // Every resource's withTags returns its own type.
  private static <T extends Resource> T retagged(T resource, Map<String, String> tags) {
    return (T) resource.withTags(tags);
  }
}
