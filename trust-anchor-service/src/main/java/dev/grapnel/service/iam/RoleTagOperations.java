package dev.grapnel.service.iam;

import static dev.grapnel.service.iam.RoleInput.ROLE_NAME;

import dev.grapnel.service.api.Facts;
import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.XmlText;
import dev.grapnel.service.api.query.QueryOperation;
import dev.grapnel.service.api.query.QueryParameters;
import dev.grapnel.service.api.query.XmlAnswer;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.control.Roles;
import java.util.List;
import java.util.Map;

/** A role's tags: add, remove, list. A role has at most 50, so that one answer holds them all. */
record RoleTagOperations(Roles roles, RolePermissions permissions) {

  List<QueryOperation> operations() {
    return List.of(
        new QueryOperation("TagRole", false, this::tag),
        new QueryOperation("UntagRole", false, this::untag),
        new QueryOperation("ListRoleTags", true, this::list));
  }

  private Intent<XmlAnswer> tag(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String name = RoleInput.roleName(parameters);
    Map<String, String> tags = RoleInput.tags(parameters);
    if (tags.isEmpty() && !parameters.has(RoleInput.TAGS)) {
      throw new MalformedInputException("Value at 'Tags' is required");
    }
    return Intent.change(
        permissions.on("TagRole", caller, name).withRequestTags(tags),
        Facts.none().with(ROLE_NAME, name).tagKeys(tags).gathered(),
        () -> roles.tag(caller.accountId(), name, tags).then(RolePermissions::done));
  }

  private Intent<XmlAnswer> untag(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String name = RoleInput.roleName(parameters);
    List<String> keys = parameters.texts("TagKeys", Rules.MAX_TAGS, Rules.TAG_KEY);
    if (keys.isEmpty() && !parameters.has("TagKeys")) {
      throw new MalformedInputException("Value at 'TagKeys' is required");
    }
    return Intent.change(
        permissions.on("UntagRole", caller, name).withTagKeys(keys),
        Facts.none().with(ROLE_NAME, name).with("TagKeys", keys).gathered(),
        () -> roles.untag(caller.accountId(), name, keys).then(RolePermissions::done));
  }

  private Intent<XmlAnswer> list(AuthenticatedCaller caller, QueryParameters parameters)
      throws MalformedInputException {
    String name = RoleInput.roleName(parameters);
    parameters.text("Marker", Rules.MARKER);
    parameters.integer("MaxItems", 1, Rules.MAX_ITEMS);
    return Intent.look(
        permissions.on("ListRoleTags", caller, name),
        Map.of(ROLE_NAME, name),
        () ->
            roles
                .get(caller.accountId(), name)
                .then(role -> Verdict.pass(xml -> writeTags(xml, role))));
  }

  private static void writeTags(XmlText xml, Role role) {
    RoleXml.tags(xml, role.tags());
    xml.element("IsTruncated", "false");
  }
}
