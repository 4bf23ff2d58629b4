package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.Facts;
import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.JsonAnswer;
import dev.grapnel.service.api.rest.Members;
import dev.grapnel.service.api.rest.RestOperation;
import dev.grapnel.service.api.rest.RestRequest;
import dev.grapnel.service.caller.AccessRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.control.ProfileChange;
import dev.grapnel.service.registry.control.ProfileDraft;
import dev.grapnel.service.registry.control.Profiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Profiles: create, get, list, update, enable, disable, delete. Whoever puts a role into a profile
 * hands it to the certificates of the profile's users, and needs {@code iam:PassRole} on it.
 */
record ProfileOperations(Profiles profiles, Family<Profile> family) {
  private static final String COLLECTION = "/profiles";
  private static final String PASSED_TO = "iam:PassedToService";
  private static final String SERVICE = "rolesanywhere.amazonaws.com";

  List<RestOperation> operations() {
    return List.of(
        new RestOperation("CreateProfile", "POST", COLLECTION, 201, this::create),
        new RestOperation("UpdateProfile", "PATCH", family.template(), 200, this::update),
        family.listing("ListProfiles", COLLECTION, "profiles", profiles::list),
        family.getting("GetProfile"),
        family.changing("DeleteProfile", "DELETE", "", profiles::delete),
        family.changing("EnableProfile", "POST", "/enable", profiles::enable),
        family.changing("DisableProfile", "POST", "/disable", profiles::disable));
  }

  private Intent<JsonAnswer> create(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    Members body = request.body();
    Map<String, String> tags = TagLists.optional(body, "tags");
    ProfileDraft draft =
        new ProfileDraft(
            body.requiredText("name", Rules.RESOURCE_NAME),
            body.flag("enabled").orElse(false),
            body.flag("acceptRoleSessionName").orElse(false),
            body.flag("requireInstanceProperties").orElse(false),
            duration(body).orElse(ProfileDraft.DEFAULT_DURATION),
            body.requiredTexts("roleArns", Rules.MAX_ROLE_ARNS, Rules.ROLE_ARN),
            managedPolicies(body).orElse(List.of()),
            body.text("sessionPolicy", Rules.SESSION_POLICY),
            body.text("aliasName", Rules.ALIAS_NAME),
            tags);
    return Intent.<JsonAnswer>change(
            Family.onNone("CreateProfile").withRequestTags(tags),
            facts(draft).gathered(),
            () -> profiles.create(caller.accountId(), draft).then(family::done))
        .alsoNeeding(passing(caller, draft.roleArns()));
  }

  private Intent<JsonAnswer> update(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    String id = family.identifier(request);
    String target = family.target(caller, id);
    Members body = request.body();
    ProfileChange change =
        new ProfileChange(
            body.text("name", Rules.RESOURCE_NAME),
            body.text("sessionPolicy", Rules.SESSION_POLICY),
            body.texts("roleArns", Rules.MAX_ROLE_ARNS, Rules.ROLE_ARN),
            managedPolicies(body),
            duration(body),
            body.flag("acceptRoleSessionName"),
            body.text("aliasName", Rules.ALIAS_NAME));
    return Intent.<JsonAnswer>change(
            family.permission("UpdateProfile", caller, target),
            facts(change).with(family.label(), id).gathered(),
            () -> profiles.update(caller.accountId(), target, change).then(family::done))
        .alsoNeeding(passing(caller, change.roleArns().orElse(List.of())));
  }

  /** Root passes what it likes: who takes a role is for the role's own trust policy to say. */
  private static List<AccessRequest> passing(AuthenticatedCaller caller, List<String> roleArns) {
    return switch (caller) {
      case AuthenticatedCaller.Root _ -> List.of();
      case AuthenticatedCaller.Session _ ->
          roleArns.stream()
              .map(
                  arn -> AccessRequest.of("iam:PassRole", arn).withConditionKey(PASSED_TO, SERVICE))
              .toList();
    };
  }

  private static Optional<Duration> duration(Members body) throws MalformedInputException {
    return body.integer("durationSeconds", Rules.MIN_DURATION_SECONDS, Rules.MAX_DURATION_SECONDS)
        .map(Duration::ofSeconds);
  }

  private static Optional<List<String>> managedPolicies(Members body)
      throws MalformedInputException {
    return body.texts("managedPolicyArns", Rules.MAX_MANAGED_POLICIES, Rules.MANAGED_POLICY_ARN);
  }

  private static Facts facts(ProfileDraft draft) {
    return Facts.none()
        .with("name", draft.name())
        .with("enabled", String.valueOf(draft.enabled()))
        .with("acceptRoleSessionName", String.valueOf(draft.acceptRoleSessionName()))
        .with("durationSeconds", String.valueOf(draft.duration().toSeconds()))
        .with("roleArns", draft.roleArns())
        .with("managedPolicyArns", draft.managedPolicyArns())
        .with("sessionPolicy", draft.sessionPolicy())
        .with("aliasName", draft.aliasName())
        .tagKeys(draft.tags());
  }

  private static Facts facts(ProfileChange change) {
    return Facts.none()
        .with("name", change.name())
        .with("acceptRoleSessionName", change.acceptRoleSessionName())
        .with("durationSeconds", change.duration().map(Duration::toSeconds))
        .with("roleArns", change.roleArns())
        .with("managedPolicyArns", change.managedPolicyArns())
        .with("sessionPolicy", change.sessionPolicy())
        .with("aliasName", change.aliasName());
  }
}
