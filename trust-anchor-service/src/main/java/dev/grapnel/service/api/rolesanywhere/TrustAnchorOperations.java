package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.Facts;
import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.JsonAnswer;
import dev.grapnel.service.api.rest.Members;
import dev.grapnel.service.api.rest.RestOperation;
import dev.grapnel.service.api.rest.RestRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.TrustAnchorChange;
import dev.grapnel.service.registry.control.TrustAnchorDraft;
import dev.grapnel.service.registry.control.TrustAnchors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trust anchors: create, get, list, update, enable, disable, delete. */
record TrustAnchorOperations(TrustAnchors anchors, Family<TrustAnchor> family) {
  private static final String COLLECTION = "/trustanchors";

  List<RestOperation> operations() {
    return List.of(
        new RestOperation("CreateTrustAnchor", "POST", COLLECTION, 201, this::create),
        new RestOperation("UpdateTrustAnchor", "PATCH", family.template(), 200, this::update),
        family.listing("ListTrustAnchors", COLLECTION, "trustAnchors", anchors::list),
        family.getting("GetTrustAnchor"),
        family.changing("DeleteTrustAnchor", "DELETE", "", anchors::delete),
        family.changing("EnableTrustAnchor", "POST", "/enable", anchors::enable),
        family.changing("DisableTrustAnchor", "POST", "/disable", anchors::disable));
  }

  private Intent<JsonAnswer> create(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    Members body = request.body();
    Map<String, String> tags = TagLists.optional(body, "tags");
    Source source = Source.of(body.requiredObject("source"));
    TrustAnchorDraft draft =
        new TrustAnchorDraft(
            body.requiredText("name", Rules.RESOURCE_NAME),
            source.requiredType(),
            source.requiredCertificateData(),
            body.flag("enabled").orElse(false),
            body.flag("crlDpRevocationEnabled").orElse(false),
            Notifications.optional(body, "notificationSettings"),
            body.text("aliasName", Rules.ALIAS_NAME),
            tags);
    return Intent.change(
        Family.onNone("CreateTrustAnchor").withRequestTags(tags),
        facts(draft).gathered(),
        () -> anchors.create(caller.accountId(), draft).then(family::done));
  }

  private Intent<JsonAnswer> update(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    String id = family.identifier(request);
    String target = family.target(caller, id);
    Members body = request.body();
    Optional<Members> given = body.object("source");
    Source source = given.isEmpty() ? Source.NONE : Source.of(given.get());
    TrustAnchorChange change =
        new TrustAnchorChange(
            body.text("name", Rules.RESOURCE_NAME),
            source.type(),
            source.certificateData(),
            body.flag("crlDpRevocationEnabled"),
            body.text("aliasName", Rules.ALIAS_NAME));
    return Intent.change(
        family.permission("UpdateTrustAnchor", caller, target),
        facts(change).with(family.label(), id).gathered(),
        () -> anchors.update(caller.accountId(), target, change).then(family::done));
  }

  private static Facts facts(TrustAnchorDraft draft) {
    return Facts.none()
        .with("name", draft.name())
        .with("sourceType", draft.sourceType().name())
        .digest("x509CertificateData", Optional.of(draft.certificateData()))
        .with("enabled", String.valueOf(draft.enabled()))
        .with("crlDpRevocationEnabled", String.valueOf(draft.crlDpRevocationEnabled()))
        .with("aliasName", draft.aliasName())
        .tagKeys(draft.tags());
  }

  private static Facts facts(TrustAnchorChange change) {
    return Facts.none()
        .with("name", change.name())
        .with("sourceType", change.sourceType())
        .digest("x509CertificateData", change.certificateData())
        .with("crlDpRevocationEnabled", change.crlDpRevocationEnabled())
        .with("aliasName", change.aliasName());
  }
}
