package dev.grapnel.service.iam;

import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.query.QueryParameters;
import dev.grapnel.service.registry.control.PageRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what the operations on roles have in common. */
final class RoleInput {
  static final String ROLE_NAME = "RoleName";
  static final String POLICY_NAME = "PolicyName";
  static final String POLICY_DOCUMENT = "PolicyDocument";
  static final String TAGS = "Tags";

  private static final int DEFAULT_ITEMS = 100;

  private RoleInput() {}

  static String roleName(QueryParameters parameters) throws MalformedInputException {
    return parameters.requiredText(ROLE_NAME, Rules.ROLE_NAME);
  }

  static String policyName(QueryParameters parameters) throws MalformedInputException {
    return parameters.requiredText(POLICY_NAME, Rules.POLICY_NAME);
  }

  static String policyDocument(QueryParameters parameters) throws MalformedInputException {
    return parameters.requiredText(POLICY_DOCUMENT, Rules.POLICY_DOCUMENT);
  }

  static Optional<Duration> maxSessionDuration(QueryParameters parameters)
      throws MalformedInputException {
    return parameters
        .integer("MaxSessionDuration", Rules.MIN_SESSION_SECONDS, Rules.MAX_SESSION_SECONDS)
        .map(Duration::ofSeconds);
  }

  /** The tags in the list of that name; as in IAM, their keys must differ by more than case. */
  static Map<String, String> tags(QueryParameters parameters) throws MalformedInputException {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Map.Entry<String, String> tag :
        parameters.list(TAGS, Rules.MAX_TAGS, prefix -> tag(parameters, prefix))) {
      boolean taken = tags.keySet().stream().anyMatch(key -> key.equalsIgnoreCase(tag.getKey()));
      if (taken) {
        throw new MalformedInputException(
            "Value at 'Tags' has a key more than once; the keys of tags differ by more than case");
      }
      tags.put(tag.getKey(), tag.getValue());
    }
    return tags;
  }

  static PageRequest page(QueryParameters parameters) throws MalformedInputException {
    return new PageRequest(
        parameters.integer("MaxItems", 1, Rules.MAX_ITEMS).orElse(DEFAULT_ITEMS),
        parameters.text("Marker", Rules.MARKER));
  }

  private static Map.Entry<String, String> tag(QueryParameters parameters, String prefix)
      throws MalformedInputException {
    return Map.entry(
        parameters.requiredText(prefix + ".Key", Rules.TAG_KEY),
        parameters.requiredText(prefix + ".Value", Rules.TAG_VALUE));
  }
}
