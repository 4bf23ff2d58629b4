package dev.grapnel.service.iam;

import static dev.grapnel.service.iam.RoleInput.ROLE_NAME;

import dev.grapnel.service.api.Facts;
import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.query.QueryOperation;
import dev.grapnel.service.api.query.QueryParameters;
import dev.grapnel.service.api.query.XmlAnswer;
import dev.grapnel.service.caller.AccessRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.control.PageRequest;
import dev.grapnel.service.registry.control.ResourceArns;
import dev.grapnel.service.registry.control.RoleDraft;
import dev.grapnel.service.registry.control.Roles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Roles: create, get, list, update, delete. */
record RoleOperations(Roles roles, RolePermissions permissions) {
  private static final String TRUST_POLICY = "AssumeRolePolicyDocument";
  private static final String DESCRIPTION = "Description";

  List<QueryOperation> operations() {
    return List.of(
        new QueryOperation("CreateRole", true, this::create),
        new QueryOperation("GetRole", true, this::get),
        new QueryOperation("ListRoles", true, this::list),
        new QueryOperation("UpdateRole", true, this::update),
        new QueryOperation("UpdateRoleDescription", true, this::updateDescription),
        new QueryOperation("UpdateAssumeRolePolicy", false, this::updateTrustPolicy),
        new QueryOperation("DeleteRole", false, this::delete));
  }

  private Intent<XmlAnswer> create(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    if (parameters.has("PermissionsBoundary")) {
      throw new MalformedInputException(
          "PermissionsBoundary is not available here: a role is limited by its inline policies and"
              + " by its profiles' session policies");
    }
    Map<String, String> tags = RoleInput.tags(parameters);
    RoleDraft draft =
        new RoleDraft(
            parameters.text("Path", Rules.PATH).orElse("/"),
            RoleInput.roleName(parameters),
            parameters.text(DESCRIPTION, Rules.DESCRIPTION).orElse(""),
            parameters.requiredText(TRUST_POLICY, Rules.POLICY_DOCUMENT),
            RoleInput.maxSessionDuration(parameters).orElse(RoleDraft.DEFAULT_MAX_SESSION_DURATION),
            tags);
    String arn = ResourceArns.role(caller.accountId(), draft.path(), draft.name()).toString();
    return Intent.change(
        AccessRequest.of("iam:CreateRole", arn).withRequestTags(tags),
        Facts.none()
            .with(ROLE_NAME, draft.name())
            .with("Path", draft.path())
            .with(TRUST_POLICY, draft.trustPolicy())
            .with("MaxSessionDuration", String.valueOf(draft.maxSessionDuration().toSeconds()))
            .tagKeys(tags)
            .gathered(),
        () ->
            roles
                .create(caller.accountId(), draft)
                .then(role -> shown(role, RolePermissions.trustPolicyFacts(role))));
  }

  private Intent<XmlAnswer> get(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String name = RoleInput.roleName(parameters);
    return Intent.look(
        permissions.on("GetRole", caller, name),
        Map.of(ROLE_NAME, name),
        () ->
            roles
                .get(caller.accountId(), name)
                .then(role -> Verdict.pass(xml -> RoleXml.role(xml, "Role", role, true))));
  }

  private Intent<XmlAnswer> list(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String prefix = parameters.text("PathPrefix", Rules.PATH_PREFIX).orElse("/");
    PageRequest page = RoleInput.page(parameters);
    String arn = ResourceArns.role(caller.accountId(), prefix, "").toString();
    return Intent.look(
        AccessRequest.of("iam:ListRoles", arn),
        Map.of("PathPrefix", prefix),
        () ->
            roles
                .list(caller.accountId(), prefix, page)
                .then(
                    found ->
                        Verdict.pass(
                            xml ->
                                RoleXml.page(
                                    xml,
                                    "Roles",
                                    found,
                                    role -> RoleXml.role(xml, "member", role, false)))));
  }

  private Intent<XmlAnswer> update(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String name = RoleInput.roleName(parameters);
    Optional<String> description = parameters.text(DESCRIPTION, Rules.DESCRIPTION);
    Optional<Duration> duration = RoleInput.maxSessionDuration(parameters);
    return Intent.change(
        permissions.on("UpdateRole", caller, name),
        Facts.none()
            .with(ROLE_NAME, name)
            .with(DESCRIPTION, description)
            .with("MaxSessionDuration", duration.map(Duration::toSeconds))
            .gathered(),
        () ->
            roles
                .update(caller.accountId(), name, description, duration)
                .then(RolePermissions::done));
  }

  private Intent<XmlAnswer> updateDescription(
      AuthenticatedCaller caller, QueryParameters parameters) throws MalformedInputException {
    String name = RoleInput.roleName(parameters);
    String description = parameters.requiredText(DESCRIPTION, Rules.DESCRIPTION);
    return Intent.change(
        permissions.on("UpdateRoleDescription", caller, name),
        Map.of(ROLE_NAME, name, DESCRIPTION, description),
        () ->
            roles
                .update(caller.accountId(), name, Optional.of(description), Optional.empty())
                .then(role -> shown(role, RolePermissions.facts(role))));
  }

  private Intent<XmlAnswer> updateTrustPolicy(
      AuthenticatedCaller caller, QueryParameters parameters) throws MalformedInputException {
    String name = RoleInput.roleName(parameters);
    String document = RoleInput.policyDocument(parameters);
    return Intent.change(
        permissions.on("UpdateAssumeRolePolicy", caller, name),
        Map.of(ROLE_NAME, name, RoleInput.POLICY_DOCUMENT, document),
        () ->
            roles
                .updateAssumeRolePolicy(caller.accountId(), name, document)
                .then(
                    role ->
                        Verdict.pass(
                            new Intent.Done<>(
                                XmlAnswer.NOTHING, RolePermissions.trustPolicyFacts(role)))));
  }

  private Intent<XmlAnswer> delete(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String name = RoleInput.roleName(parameters);
    return Intent.change(
        permissions.on("DeleteRole", caller, name),
        Map.of(ROLE_NAME, name),
        () -> roles.delete(caller.accountId(), name).then(RolePermissions::done));
  }

  private static Verdict<Intent.Done<XmlAnswer>> shown(Role role, Map<String, String> facts) {
    return Verdict.pass(new Intent.Done<>(xml -> RoleXml.role(xml, "Role", role, true), facts));
  }
}
