package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.Facts;
import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.Intent.Done;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.JsonAnswer;
import dev.grapnel.service.api.rest.Members;
import dev.grapnel.service.api.rest.RestOperation;
import dev.grapnel.service.api.rest.RestRequest;
import dev.grapnel.service.caller.AccessRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.control.Tags;
import java.util.List;
import java.util.Map;

/** Tags of anchors, profiles and CRLs: list, add, remove. */
record TagOperations(Tags tags) {
  private static final String ARN = "resourceArn";
  private static final JsonAnswer EMPTY = _ -> {};

  List<RestOperation> operations() {
    return List.of(
        new RestOperation("ListTagsForResource", "GET", "/ListTagsForResource", 200, this::list),
        new RestOperation("TagResource", "POST", "/TagResource", 201, this::tag),
        new RestOperation("UntagResource", "POST", "/UntagResource", 200, this::untag));
  }

  private Intent<JsonAnswer> list(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    String arn = request.requiredQueryText(ARN, Rules.RESOURCE_ARN);
    return Intent.look(
        permission("ListTagsForResource", caller, arn),
        Map.of(ARN, arn),
        () ->
            named(arn)
                .then(_ -> tags.list(caller.accountId(), arn))
                .then(found -> Verdict.pass(out -> Details.tags(out, found))));
  }

  private Intent<JsonAnswer> tag(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    Members body = request.body();
    String arn = body.requiredText(ARN, Rules.RESOURCE_ARN);
    Map<String, String> added = TagLists.required(body, "tags");
    return Intent.change(
        permission("TagResource", caller, arn).withRequestTags(added),
        Facts.none().with(ARN, arn).tagKeys(added).gathered(),
        () ->
            named(arn)
                .then(_ -> tags.tag(caller.accountId(), arn, added))
                .then(TagOperations::done));
  }

  private Intent<JsonAnswer> untag(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    Members body = request.body();
    String arn = body.requiredText(ARN, Rules.RESOURCE_ARN);
    List<String> keys = body.requiredTexts("tagKeys", Rules.MAX_TAGS, Rules.TAG_KEY);
    return Intent.change(
        permission("UntagResource", caller, arn).withTagKeys(keys),
        Facts.none().with(ARN, arn).with("tagKeys", keys).gathered(),
        () ->
            named(arn)
                .then(_ -> tags.untag(caller.accountId(), arn, keys))
                .then(TagOperations::done));
  }

  private AccessRequest permission(String operation, AuthenticatedCaller caller, String arn) {
    AccessRequest permission = AccessRequest.of("rolesanywhere:" + operation, ArnText.orAny(arn));
    return switch (tags.list(caller.accountId(), arn)) {
      case Verdict.Passed<Map<String, String>> found -> permission.withResourceTags(found.value());
      case Verdict.Refused<Map<String, String>> _ -> permission;
    };
  }

  /** The model takes any text for an ARN; one that is none names nothing. */
  private static Verdict<String> named(String arn) {
    return ArnText.isArn(arn)
        ? Verdict.pass(arn)
        : Verdict.refuse(new Denial.NotFound("resourceArn is not the ARN of any resource"));
  }

  private static Verdict<Done<JsonAnswer>> done(Resource resource) {
    return Verdict.pass(new Done<>(EMPTY, Map.of(ARN, resource.arn().toString())));
  }
}
