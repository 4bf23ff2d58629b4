package dev.grapnel.service.policy;

import java.util.Locale;

/** What a lint looks for; the label never changes, so that a warning can be searched for. */
enum LintRule {
  TRUST_WITHOUT_CONDITION,
  TRUST_LACKS_SESSION_ACTIONS,
  NOT_PRINCIPAL_WITH_ALLOW,
  NOT_PRINCIPAL_WITHOUT_ACCOUNT,
  WILDCARD_PRINCIPAL,
  FOR_ALL_VALUES_WITH_ALLOW,
  NEGATED_KEY_MAY_BE_MISSING,
  IF_EXISTS_WITH_ALLOW,
  CONDITION_NEVER_MATCHES,
  CONDITION_KEY_WITHOUT_SERVICE,
  UNKNOWN_ACTION,
  NOT_ACTION_WITH_ALLOW,
  NOT_RESOURCE_WITH_ALLOW,
  VARIABLES_NEED_VERSION_2012;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
