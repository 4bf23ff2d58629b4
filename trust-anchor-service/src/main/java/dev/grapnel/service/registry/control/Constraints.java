package dev.grapnel.service.registry.control;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Collects what is wrong with the fields of a request, by the limits of the Roles Anywhere service
 * model (2018-05-10) and, where it says so, of the IAM one (2010-05-08). For one request.
 */
final class Constraints {
  static final int MAX_TAGS = 200;
  static final int MAX_ROLE_TAGS = 50;
  static final int MAX_CERTIFICATE_DATA = 204_800;
  static final int MAX_CRL_BYTES = 300_000;
  static final int MAX_SESSION_POLICY = 100_000;
  static final Duration MIN_SESSION = Duration.ofMinutes(15);
  static final Duration MAX_SESSION = Duration.ofHours(12);

  private static final int MAX_ROLE_ARNS = 250;
  private static final int MAX_MANAGED_POLICIES = 50;
  private static final int MAX_MANAGED_POLICY_ARN = 200;
  private static final int MAX_SPECIFIERS = 100;
  private static final int MAX_SPECIFIER = 60;
  private static final Pattern NAME = Pattern.compile("[ a-zA-Z0-9-_]{1,255}");
  private static final Pattern ALIAS =
      Pattern.compile("(?!.*//)([A-Za-z]([A-Za-z0-9_/-]*[A-Za-z0-9_-])?)?");
  private static final int MAX_ALIAS = 256;
  private static final Pattern TAG_KEY = Pattern.compile("[ a-zA-Z0-9_.:/=+@-]{1,128}");
  private static final Pattern TAG_VALUE = Pattern.compile("[ a-zA-Z0-9_.:/=+@-]{0,256}");

  /** The characters that IAM allows in policies (its model's policyDocumentType). */
  static final Pattern POLICY = Pattern.compile("[\\t\\n\\r\\u0020-\\u00ff]+");

  /** As the model's RoleArn, written so that it takes time in proportion to the text. */
  private static final Pattern ROLE_ARN = Pattern.compile("arn:aws(-[^:]+)?:iam:[^:]*:.*:role.*");

  private final List<String> faults = new ArrayList<>();

  /** Adds the fault unless the requirement is met. */
  Constraints require(boolean met, String fault) {
    if (!met) {
      faults.add(fault);
    }
    return this;
  }

  Constraints name(String name) {
    return require(
        NAME.matcher(name).matches(),
        "name must have 1 to 255 letters, digits, spaces, hyphens and underscores");
  }

  Constraints alias(Optional<String> alias) {
    alias.ifPresent(
        text ->
            require(
                    text.length() <= MAX_ALIAS && ALIAS.matcher(text).matches(),
                    "aliasName must have at most 256 letters, digits, '_', '-' and '/', begin with"
                        + " a letter, and have '/' between other characters only")
                .require(
                    !text.regionMatches(true, 0, "aws/", 0, 4),
                    "aliasName must not begin with aws/, which is reserved"));
    return this;
  }

  Constraints tags(Map<String, String> tags, int most) {
    require(tags.size() <= most, "tags must be at most " + most);
    tags.keySet().forEach(this::tagKey);
    tags.values()
        .forEach(
            value ->
                require(
                    TAG_VALUE.matcher(value).matches(),
                    "a tag's value must have at most 256 letters, digits, spaces and _.:/=+@-"));
    return this;
  }

  Constraints tagKey(String key) {
    return require(
        TAG_KEY.matcher(key).matches(),
        "a tag's key must have 1 to 128 letters, digits, spaces and _.:/=+@-");
  }

  Constraints certificateData(String data) {
    return require(
        !data.isEmpty() && data.length() <= MAX_CERTIFICATE_DATA && isUnicode(data),
        "x509CertificateData must have 1 to " + MAX_CERTIFICATE_DATA + " characters");
  }

  Constraints crlData(byte[] data) {
    return require(
        data.length > 0 && data.length <= MAX_CRL_BYTES,
        "crlData must have 1 to " + MAX_CRL_BYTES + " bytes");
  }

  Constraints notifications(List<NotificationChange> changes) {
    long events = changes.stream().map(NotificationChange::event).distinct().count();
    require(events == changes.size(), "notificationSettings must name each event once at most");
    for (NotificationChange change : changes) {
      require(
          change.thresholdDays().map(days -> days >= 1 && days <= 360).orElse(!change.enabled()),
          "threshold must be 1 to 360 days, and given where a notification setting is enabled");
    }
    return this;
  }

  Constraints sessionDuration(Duration duration) {
    return require(
        duration.compareTo(MIN_SESSION) >= 0 && duration.compareTo(MAX_SESSION) <= 0,
        "durationSeconds must be 900 to 43200");
  }

  Constraints roleArns(List<String> arns) {
    require(arns.size() <= MAX_ROLE_ARNS, "roleArns must be at most " + MAX_ROLE_ARNS);
    for (String arn : arns) {
      require(
          arn.length() <= Reference.MAX_LENGTH && ROLE_ARN.matcher(arn).matches(),
          "each of roleArns must be the ARN of an IAM role, of at most 1011 characters");
    }
    return this;
  }

  Constraints managedPolicyArns(List<String> arns) {
    require(
        arns.size() <= MAX_MANAGED_POLICIES,
        "managedPolicyArns must be at most " + MAX_MANAGED_POLICIES);
    for (String arn : arns) {
      require(
          !arn.isEmpty() && arn.length() <= MAX_MANAGED_POLICY_ARN,
          "each of managedPolicyArns must have 1 to " + MAX_MANAGED_POLICY_ARN + " characters");
    }
    return this;
  }

  Constraints sessionPolicy(Optional<String> policy) {
    policy.ifPresent(
        text ->
            require(
                text.length() <= MAX_SESSION_POLICY && POLICY.matcher(text).matches(),
                "sessionPolicy must have 1 to "
                    + MAX_SESSION_POLICY
                    + " characters, each of which IAM allows in a policy (tab, line ends, U+0020"
                    + " to U+00FF)"));
    return this;
  }

  Constraints specifiers(List<String> specifiers) {
    require(specifiers.size() <= MAX_SPECIFIERS, "mappingRules must be at most " + MAX_SPECIFIERS);
    for (String specifier : specifiers) {
      require(
          specifier.length() <= MAX_SPECIFIER,
          "a specifier must have at most " + MAX_SPECIFIER + " characters");
    }
    return this;
  }

  /** Whether the text can be kept: no NUL, no half of a surrogate pair. */
  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /** What is wrong, if anything is. */
  Optional<Denial> denial() {
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    List<String> distinct = faults.stream().distinct().toList();
    String count =
        distinct.size() == 1 ? "1 validation error" : distinct.size() + " validation errors";
    return Optional.of(new Denial.Malformed(count + " detected: " + String.join("; ", distinct)));
  }

  /** The refusal if anything is wrong, the next verdict otherwise. */
  <T> Verdict<T> then(Supplier<Verdict<T>> next) {
    return denial().map(Verdict::<T>refuse).orElseGet(next);
  }
}
