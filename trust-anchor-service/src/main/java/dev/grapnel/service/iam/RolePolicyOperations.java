package dev.grapnel.service.iam;

import static dev.grapnel.service.iam.RoleInput.POLICY_DOCUMENT;
import static dev.grapnel.service.iam.RoleInput.POLICY_NAME;
import static dev.grapnel.service.iam.RoleInput.ROLE_NAME;

import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.XmlText;
import dev.grapnel.service.api.query.QueryOperation;
import dev.grapnel.service.api.query.QueryParameters;
import dev.grapnel.service.api.query.XmlAnswer;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.control.PageRequest;
import dev.grapnel.service.registry.control.RolePolicies;
import java.util.List;
import java.util.Map;

/** A role's inline policies: put, get, list, delete. */
record RolePolicyOperations(RolePolicies policies, RolePermissions permissions) {

  List<QueryOperation> operations() {
    return List.of(
        new QueryOperation("PutRolePolicy", false, this::put),
        new QueryOperation("GetRolePolicy", true, this::get),
        new QueryOperation("ListRolePolicies", true, this::list),
        new QueryOperation("DeleteRolePolicy", false, this::delete));
  }

  private Intent<XmlAnswer> put(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String role = RoleInput.roleName(parameters);
    String policy = RoleInput.policyName(parameters);
    String document = RoleInput.policyDocument(parameters);
    return Intent.change(
        permissions.on("PutRolePolicy", caller, role),
        Map.of(ROLE_NAME, role, POLICY_NAME, policy, POLICY_DOCUMENT, document),
        () ->
            policies
                .put(caller.accountId(), role, policy, document)
                .then(
                    changed ->
                        Verdict.pass(
                            new Intent.Done<>(
                                XmlAnswer.NOTHING,
                                RolePermissions.inlinePolicyFacts(changed, policy, document)))));
  }

  private Intent<XmlAnswer> get(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String role = RoleInput.roleName(parameters);
    String policy = RoleInput.policyName(parameters);
    return Intent.look(
        permissions.on("GetRolePolicy", caller, role),
        Map.of(ROLE_NAME, role, POLICY_NAME, policy),
        () ->
            policies
                .get(caller.accountId(), role, policy)
                .then(document -> Verdict.pass(xml -> writePolicy(xml, role, policy, document))));
  }

  private Intent<XmlAnswer> list(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String role = RoleInput.roleName(parameters);
    PageRequest page = RoleInput.page(parameters);
    return Intent.look(
        permissions.on("ListRolePolicies", caller, role),
        Map.of(ROLE_NAME, role),
        () ->
            policies
                .list(caller.accountId(), role, page)
                .then(
                    found ->
                        Verdict.pass(
                            xml ->
                                RoleXml.page(
                                    xml, "PolicyNames", found, n -> xml.element("member", n)))));
  }

  private Intent<XmlAnswer> delete(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String role = RoleInput.roleName(parameters);
    String policy = RoleInput.policyName(parameters);
    return Intent.change(
        permissions.on("DeleteRolePolicy", caller, role),
        Map.of(ROLE_NAME, role, POLICY_NAME, policy),
        () -> policies.delete(caller.accountId(), role, policy).then(RolePermissions::done));
  }

  private static void writePolicy(XmlText xml, String role, String policy, String document) {
    xml.element(ROLE_NAME, role)
        .element(POLICY_NAME, policy)
        .element(POLICY_DOCUMENT, RoleXml.percentEncoded(document));
  }
}
