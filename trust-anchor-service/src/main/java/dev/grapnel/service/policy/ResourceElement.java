package dev.grapnel.service.policy;

import dev.grapnel.service.policy.pattern.Pattern;
import dev.grapnel.service.policy.pattern.PolicyText;
import dev.grapnel.service.policy.pattern.ResourcePattern;
import java.util.List;

/** The {@code Resource} or {@code NotResource} of a statement, compiled. */
final class ResourceElement {
  private final boolean negated;
  private final List<Pattern<ResourcePattern>> patterns;

  /** Texts that {@link ResourcePattern#check} has passed. */
  ResourceElement(boolean negated, List<PolicyText> texts) {
    this.negated = negated;
    this.patterns =
        texts.stream().map(text -> new Pattern<>(text, ResourcePattern::compile)).toList();
  }

  boolean negated() {
    return negated;
  }

  List<String> written() {
    return patterns.stream().map(pattern -> pattern.text().toString()).toList();
  }

  /** The policy variables in the patterns, folded. */
  List<String> variables() {
    return patterns.stream().flatMap(pattern -> pattern.text().variables().stream()).toList();
  }

  boolean covers(RequestContext request) {
    return negated != matchesAny(request);
  }

  private boolean matchesAny(RequestContext request) {
    for (Pattern<ResourcePattern> pattern : patterns) {
      ResourcePattern resource = pattern.get(request);
      if (resource != null && resource.matches(request.resource())) {
        return true;
      }
    }
    return false;
  }
}
