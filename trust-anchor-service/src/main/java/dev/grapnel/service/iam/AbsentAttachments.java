package dev.grapnel.service.iam;

import static dev.grapnel.service.iam.RoleInput.ROLE_NAME;

import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.query.QueryOperation;
import dev.grapnel.service.api.query.QueryParameters;
import dev.grapnel.service.api.query.XmlAnswer;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.control.Roles;
import java.util.List;
import java.util.Map;

/**
 * What a role never has here, managed policies and instance profiles: lists without members, which
 * clients such as Terraform ask for before they delete a role.
 */
record AbsentAttachments(Roles roles, RolePermissions permissions) {

  List<QueryOperation> operations() {
    return List.of(
        absent("ListAttachedRolePolicies", "AttachedPolicies"),
        absent("ListInstanceProfilesForRole", "InstanceProfiles"));
  }

  private QueryOperation absent(String operation, String list) {
    return new QueryOperation(
        operation, true, (caller, parameters) -> read(operation, list, caller, parameters));
  }

  private Intent<XmlAnswer> read(
      String operation, String list, AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String name = RoleInput.roleName(parameters);
    return Intent.look(
        permissions.on(operation, caller, name),
        Map.of(ROLE_NAME, name),
        () ->
            roles
                .get(caller.accountId(), name)
                .then(
                    _ ->
                        Verdict.pass(
                            xml -> xml.open(list).close(list).element("IsTruncated", "false"))));
  }
}
