package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.Facts;
import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.JsonAnswer;
import dev.grapnel.service.api.rest.Members;
import dev.grapnel.service.api.rest.RestOperation;
import dev.grapnel.service.api.rest.RestRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.control.CrlChange;
import dev.grapnel.service.registry.control.CrlDraft;
import dev.grapnel.service.registry.control.Crls;
import java.util.List;
import java.util.Map;

/** Certificate revocation lists: import, get, list, update, enable, disable, delete. */
record CrlOperations(Crls crls, Family<Crl> family) {
  private static final String COLLECTION = "/crls";

  List<RestOperation> operations() {
    return List.of(
        new RestOperation("ImportCrl", "POST", COLLECTION, 201, this::importCrl),
        new RestOperation("UpdateCrl", "PATCH", family.template(), 200, this::update),
        family.listing("ListCrls", COLLECTION, "crls", crls::list),
        family.getting("GetCrl"),
        family.changing("DeleteCrl", "DELETE", "", crls::delete),
        family.changing("EnableCrl", "POST", "/enable", crls::enable),
        family.changing("DisableCrl", "POST", "/disable", crls::disable));
  }

  private Intent<JsonAnswer> importCrl(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    Members body = request.body();
    Map<String, String> tags = TagLists.optional(body, "tags");
    CrlDraft draft =
        new CrlDraft(
            body.requiredText("name", Rules.RESOURCE_NAME),
            body.requiredBlob("crlData", 1, Rules.MAX_CRL_BYTES),
            body.flag("enabled").orElse(false),
            body.requiredText("trustAnchorArn", Rules.TRUST_ANCHOR_ARN),
            body.text("aliasName", Rules.ALIAS_NAME),
            tags);
    Facts facts =
        Facts.none()
            .with("name", draft.name())
            .digest("crlData", draft.data())
            .with("enabled", String.valueOf(draft.enabled()))
            .with("trustAnchorArn", draft.trustAnchor())
            .with("aliasName", draft.aliasName())
            .tagKeys(tags);
    return Intent.change(
        Family.onNone("ImportCrl").withRequestTags(tags),
        facts.gathered(),
        () -> crls.importCrl(caller.accountId(), draft).then(family::done));
  }

  private Intent<JsonAnswer> update(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    String id = family.identifier(request);
    String target = family.target(caller, id);
    Members body = request.body();
    CrlChange change =
        new CrlChange(
            body.text("name", Rules.RESOURCE_NAME),
            body.blob("crlData", 1, Rules.MAX_CRL_BYTES),
            body.text("aliasName", Rules.ALIAS_NAME));
    Facts facts =
        Facts.none()
            .with(family.label(), id)
            .with("name", change.name())
            .with("aliasName", change.aliasName());
    change.data().ifPresent(data -> facts.digest("crlData", data));
    return Intent.change(
        family.permission("UpdateCrl", caller, target),
        facts.gathered(),
        () -> crls.update(caller.accountId(), target, change).then(family::done));
  }
}
