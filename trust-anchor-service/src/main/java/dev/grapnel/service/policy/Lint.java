package dev.grapnel.service.policy;

import dev.grapnel.service.policy.pattern.Fold;
import java.util.ArrayList;
import java.util.List;

/** Finds what is legal and dangerous in a policy. */
final class Lint {
  private static final String ROLES_ANYWHERE = "rolesanywhere.amazonaws.com";

  private final Policy policy;
  private final List<LintWarning> warnings = new ArrayList<>();

  Lint(Policy policy) {
    this.policy = policy;
  }

  List<LintWarning> warnings() {
    for (Statement statement : policy.statements()) {
      lintPrincipals(statement);
      lintActions(statement);
      lintResources(statement);
      ConditionLint.lint(statement, policy.hasVariables(), warnings);
    }
    lintTrustActions();
    return List.copyOf(warnings);
  }

  private void lintPrincipals(Statement statement) {
    PrincipalElement principals = statement.principals();
    if (principals == null) {
      return;
    }
    NamedPrincipals named = principals.named();
    boolean allows = statement.effect() == Effect.ALLOW;
    if (principals.negated()) {
      lintNotPrincipal(statement, named, allows);
    } else if (allows && (named.everyone() || named.anyAws())) {
      warn(
          LintRule.WILDCARD_PRINCIPAL,
          statement,
          statement.conditions().isEmpty()
              ? "anybody at all is allowed this; name the principals, or add conditions"
              : "anybody at all is allowed this who meets the conditions; name the principals");
    }
    if (allows && reachesRolesAnywhere(principals) && policy.kind() == PolicyKind.TRUST) {
      lintTrust(statement);
    }
  }

  private void lintNotPrincipal(Statement statement, NamedPrincipals named, boolean allows) {
    if (allows) {
      warn(
          LintRule.NOT_PRINCIPAL_WITH_ALLOW,
          statement,
          "everybody else is allowed this, strangers too; use Principal, or Deny with"
              + " NotPrincipal");
    } else if (named.accounts().isEmpty()
        && !(named.callers().isEmpty() && named.roles().isEmpty())) {
      warn(
          LintRule.NOT_PRINCIPAL_WITHOUT_ACCOUNT,
          statement,
          "the Deny also hits the principals named here unless their account (and a session's role)"
              + " is named beside them; better use Principal * and ArnNotEquals aws:PrincipalArn");
    }
  }

  private static boolean reachesRolesAnywhere(PrincipalElement principals) {
    return principals.reach(new Principal.Service(ROLES_ANYWHERE), Effect.ALLOW, false)
        != Reach.NONE;
  }

  private void lintTrust(Statement statement) {
    if (statement.conditions().stream().noneMatch(ConditionLint::limitsCertificates)) {
      warn(
          LintRule.TRUST_WITHOUT_CONDITION,
          statement,
          "each certificate of each trust anchor can take this role; add ArnEquals aws:SourceArn"
              + " with the trust anchor's ARN, or a condition on aws:PrincipalTag/x509Subject/CN");
    }
  }

  /** CreateSession asks for three actions; a trust policy that allows one alone allows none. */
  private void lintTrustActions() {
    if (policy.kind() != PolicyKind.TRUST || !allowsRolesAnywhere("sts:AssumeRole")) {
      return;
    }
    for (String action : List.of("sts:TagSession", "sts:SetSourceIdentity")) {
      if (!allowsRolesAnywhere(action)) {
        warnings.add(
            new LintWarning(
                LintRule.TRUST_LACKS_SESSION_ACTIONS.label(),
                "/Statement",
                action
                    + " is not allowed to "
                    + ROLES_ANYWHERE
                    + ", so CreateSession will be refused"));
      }
    }
  }

  private boolean allowsRolesAnywhere(String action) {
    return policy.statements().stream()
        .anyMatch(
            statement -> {
              PrincipalElement principals = statement.principals();
              return statement.effect() == Effect.ALLOW
                  && principals != null
                  && reachesRolesAnywhere(principals)
                  && statement.actions().covers(Fold.key(action));
            });
  }

  private void lintActions(Statement statement) {
    for (String action : statement.actions().written()) {
      if (KnownActions.isUnknown(action)) {
        warn(LintRule.UNKNOWN_ACTION, statement, "no such action: " + action);
      }
    }
    if (statement.actions().negated() && statement.effect() == Effect.ALLOW) {
      warn(
          LintRule.NOT_ACTION_WITH_ALLOW,
          statement,
          "every action but these is allowed, of every service, those of the future too");
    }
  }

  private void lintResources(Statement statement) {
    ResourceElement resources = statement.resources();
    if (resources == null) {
      return;
    }
    if (resources.negated() && statement.effect() == Effect.ALLOW) {
      warn(LintRule.NOT_RESOURCE_WITH_ALLOW, statement, "every resource but these is allowed");
    }
    if (!policy.hasVariables() && resources.written().stream().anyMatch(r -> r.contains("${"))) {
      warn(
          LintRule.VARIABLES_NEED_VERSION_2012,
          statement,
          "${...} is plain text here; policy variables need \"Version\": \"2012-10-17\"");
    }
  }

  private void warn(LintRule rule, Statement statement, String message) {
    warnings.add(new LintWarning(rule.label(), statement.pointer(), message));
  }
}
