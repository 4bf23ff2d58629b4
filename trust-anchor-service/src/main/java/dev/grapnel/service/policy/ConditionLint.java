package dev.grapnel.service.policy;

import dev.grapnel.service.policy.condition.Condition;
import dev.grapnel.service.policy.condition.ConditionOperator;
import dev.grapnel.service.policy.condition.SetQualifier;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lint of one condition of a statement. */
final class ConditionLint {
  /** Keys that every request of a service that signs has. */
  private static final Set<String> ALWAYS_PRESENT =
      Set.of(
          "aws:currenttime",
          "aws:epochtime",
          "aws:principalaccount",
          "aws:principaltype",
          "aws:securetransport",
          "aws:sourceip",
          "aws:userid");

  private static final String SOURCE_ARN = "aws:sourcearn";

  /** Not the session's name: where a profile accepts one, the caller chooses it. */
  private static final Set<String> CERTIFICATE_KEYS = Set.of(SOURCE_ARN, "sts:sourceidentity");

  private static final List<String> CERTIFICATE_PREFIXES =
      List.of("aws:principaltag/x509", "aws:requesttag/x509");

  private final Statement statement;
  private final Set<String> guarded;
  private final Condition condition;
  private final boolean variables;

  private ConditionLint(
      Statement statement, Set<String> guarded, Condition condition, boolean variables) {
    this.statement = statement;
    this.guarded = guarded;
    this.condition = condition;
    this.variables = variables;
  }

  /**
   * Lints all conditions of a statement.
   *
   * @param variables whether {@code ${...}} is a policy variable in the statement's policy
   */
  static void lint(Statement statement, boolean variables, List<LintWarning> warnings) {
    Set<String> guarded = guardedKeys(statement.conditions());
    for (Condition condition : statement.conditions()) {
      new ConditionLint(statement, guarded, condition, variables).lint(warnings);
    }
  }

  /** Whether a condition narrows down which trust anchor or certificate may come. */
  static boolean limitsCertificates(Condition condition) {
    String key = condition.foldedKey();
    boolean onCertificate =
        CERTIFICATE_KEYS.contains(key) || CERTIFICATE_PREFIXES.stream().anyMatch(key::startsWith);
    return onCertificate
        && isPositive(condition)
        && condition.written().stream()
            .map(key.equals(SOURCE_ARN) ? ConditionLint::anchorId : Function.identity())
            .noneMatch(ConditionLint::isOnlyWildcards);
  }

  /** Which trust anchor the pattern of an ARN names, or the whole where it has no such part. */
  private static String anchorId(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static boolean isOnlyWildcards(String value) {
    return value.chars().allMatch(c -> c == '*' || c == '?');
  }

  private void lint(List<LintWarning> warnings) {
    if (statement.effect() == Effect.ALLOW) {
      lintMissingKey(warnings);
    }
    if (!condition.canHold()) {
      warn(
          warnings,
          LintRule.CONDITION_NEVER_MATCHES,
          "an ARN operator compares six parts; a value here has fewer and matches nothing");
    }
    if (condition.key().indexOf(':') < 0) {
      warn(
          warnings,
          LintRule.CONDITION_KEY_WITHOUT_SERVICE,
          "condition keys begin with a service, as in aws:SourceArn; no request has this one");
    }
    if (!variables
        && condition.type().operator().takesVariables()
        && condition.written().stream().anyMatch(value -> value.contains("${"))) {
      warn(
          warnings,
          LintRule.VARIABLES_NEED_VERSION_2012,
          "${...} is plain text here; policy variables need \"Version\": \"2012-10-17\"");
    }
  }

  private void lintMissingKey(List<LintWarning> warnings) {
    if (ALWAYS_PRESENT.contains(condition.foldedKey()) || guarded.contains(condition.foldedKey())) {
      return;
    }
    String advice = "; add Null {\"" + condition.key() + "\": \"false\"}";
    if (condition.type().ifExists()) {
      warn(
          warnings, LintRule.IF_EXISTS_WITH_ALLOW, "a request without the key is allowed" + advice);
    } else if (condition.type().qualifier() == SetQualifier.FOR_ALL_VALUES) {
      warn(
          warnings,
          LintRule.FOR_ALL_VALUES_WITH_ALLOW,
          "ForAllValues is true of a request without the key" + advice);
    } else if (condition.type().operator().isNegated()
        && condition.type().qualifier() == SetQualifier.NONE) {
      warn(
          warnings,
          LintRule.NEGATED_KEY_MAY_BE_MISSING,
          "a negated operator is true of a request without the key" + advice);
    }
  }

  /** The keys without which some condition fails. */
  private static Set<String> guardedKeys(List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> isPresenceGuard(condition) || isPositive(condition))
        .map(Condition::foldedKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isPresenceGuard(Condition condition) {
    return condition.type().operator() == ConditionOperator.NULL
        && condition.written().stream().allMatch("false"::equalsIgnoreCase);
  }

  private static boolean isPositive(Condition condition) {
    return condition.type().operator() != ConditionOperator.NULL
        && !condition.type().ifExists()
        && condition.type().qualifier() != SetQualifier.FOR_ALL_VALUES
        && (!condition.type().operator().isNegated()
            || condition.type().qualifier() == SetQualifier.FOR_ANY_VALUE);
  }

  private void warn(List<LintWarning> warnings, LintRule rule, String message) {
    warnings.add(
        new LintWarning(
            rule.label(),
            statement.pointer() + "/Condition",
            condition.type() + " " + condition.key() + ": " + message));
  }
}
