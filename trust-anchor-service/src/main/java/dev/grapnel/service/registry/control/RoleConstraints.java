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
        description.length() <= MAX_DESCRIPTION,
        "description must have at most " + MAX_DESCRIPTION + " characters");
  }

  RoleConstraints maxSessionDuration(Duration limit) {
    return require(
        limit.compareTo(MIN_LIMIT) >= 0 && limit.compareTo(MAX_LIMIT) <= 0,
        "maxSessionDuration must be 3600 to 43200");
  }

  RoleConstraints trustPolicy(String document) {
    return require(
        !document.isEmpty() && document.length() <= MAX_TRUST_POLICY,
        "the trust policy must have 1 to " + MAX_TRUST_POLICY + " characters");
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
