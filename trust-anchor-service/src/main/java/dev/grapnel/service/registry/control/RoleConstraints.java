package dev.grapnel.service.registry.control;

import dev.grapnel.service.refusal.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Collects what is wrong with the fields of an IAM request. For one request. */
final class RoleConstraints {
  /** The most characters of a trust policy. */
  static final int MAX_TRUST_POLICY = 8_192;

  /** The most characters of a role's inline policies together, white space not counted. */
  static final int MAX_INLINE_POLICIES = 10_240;

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
  private static final Pattern POLICY_NAME = Pattern.compile("[\\w+=,.@-]{1,128}");
  private static final Pattern PATH = Pattern.compile("/|/[!-~]{1,510}/");
  private static final Pattern PATH_PREFIX = Pattern.compile("/[!-~]{0,511}");
  private static final int MAX_DESCRIPTION = 1_000;
  private static final Pattern DESCRIPTION =
      Pattern.compile("[\\t\\n\\r\\u0020-\\u007e\\u00a1-\\u00ff]*");

  /** The most characters of an inline policy (the IAM model's policyDocumentType). */
  private static final int MAX_POLICY = 131_072;

  private static final Duration MIN_LIMIT = Duration.ofHours(1);
  private static final Duration MAX_LIMIT = Duration.ofHours(12);

  private final Constraints constraints = new Constraints();

  private RoleConstraints() {}

  static RoleConstraints begin() {
    return new RoleConstraints();
  }

  RoleConstraints name(String name) {
    return require(
        NAME.matcher(name).matches(), "roleName must have 1 to 64 letters, digits and _+=,.@-");
  }

  RoleConstraints policyName(String name) {
    return require(
        POLICY_NAME.matcher(name).matches(),
        "policyName must have 1 to 128 letters, digits and _+=,.@-");
  }

  RoleConstraints path(String path) {
    return require(
        PATH.matcher(path).matches(),
        "path must begin and end with / and have at most 512 visible ASCII characters");
  }

  RoleConstraints pathPrefix(String prefix) {
    return require(
        PATH_PREFIX.matcher(prefix).matches(),
        "pathPrefix must begin with / and have at most 512 visible ASCII characters");
  }

  RoleConstraints description(String description) {
    return require(
        description.length() <= MAX_DESCRIPTION && DESCRIPTION.matcher(description).matches(),
        "description must have at most " + MAX_DESCRIPTION + " characters of ISO 8859-1");
  }

  RoleConstraints maxSessionDuration(Duration limit) {
    return require(
        limit.compareTo(MIN_LIMIT) >= 0 && limit.compareTo(MAX_LIMIT) <= 0,
        "maxSessionDuration must be 3600 to 43200");
  }

  RoleConstraints trustPolicy(String document) {
    return require(
        document.length() <= MAX_TRUST_POLICY && Constraints.POLICY.matcher(document).matches(),
        "the trust policy must have 1 to "
            + MAX_TRUST_POLICY
            + " characters, each of which IAM allows in a policy (tab, line ends, U+0020 to"
            + " U+00FF)");
  }

  RoleConstraints inlinePolicy(String document) {
    return require(
        document.length() <= MAX_POLICY && Constraints.POLICY.matcher(document).matches(),
        "the policy must have 1 to "
            + MAX_POLICY
            + " characters, each of which IAM allows in a policy (tab, line ends, U+0020 to"
            + " U+00FF)");
  }

  RoleConstraints tags(Map<String, String> tags) {
    constraints.tags(tags, Constraints.MAX_ROLE_TAGS);
    return this;
  }

  <T> Verdict<T> then(Supplier<Verdict<T>> next) {
    return constraints.then(next);
  }

  private RoleConstraints require(boolean met, String fault) {
    constraints.require(met, fault);
    return this;
  }
}
