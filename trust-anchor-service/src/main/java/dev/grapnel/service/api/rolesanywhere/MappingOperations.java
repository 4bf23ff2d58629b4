package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.Facts;
import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.JsonAnswer;
import dev.grapnel.service.api.rest.Members;
import dev.grapnel.service.api.rest.RestOperation;
import dev.grapnel.service.api.rest.RestRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.control.Profiles;
import java.util.Arrays;
import java.util.List;

/** A profile's attribute mappings: put, delete. */
record MappingOperations(Profiles profiles, Family<Profile> family) {
  private static final String TEMPLATE = "/profiles/{profileId}/mappings";
  private static final String FIELD = "certificateField";

  List<RestOperation> operations() {
    return List.of(
        new RestOperation("PutAttributeMapping", "PUT", TEMPLATE, 200, this::put),
        new RestOperation("DeleteAttributeMapping", "DELETE", TEMPLATE, 200, this::delete));
  }

  private Intent<JsonAnswer> put(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    String id = family.identifier(request);
    String target = family.target(caller, id);
    Members body = request.body();
    CertificateField field = field(body.requiredText(FIELD, Rules.CERTIFICATE_FIELD));
    List<String> specifiers =
        body.requiredObjects(
            "mappingRules",
            Rules.MAX_MAPPING_RULES,
            rule -> rule.requiredText("specifier", Rules.SPECIFIER));
    return Intent.change(
        family.permission("PutAttributeMapping", caller, target),
        facts(id, field, specifiers).gathered(),
        () ->
            profiles
                .putAttributeMapping(caller.accountId(), target, field, specifiers)
                .then(family::done));
  }

  private Intent<JsonAnswer> delete(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    String id = family.identifier(request);
    String target = family.target(caller, id);
    CertificateField field = field(request.requiredQueryText(FIELD, Rules.CERTIFICATE_FIELD));
    List<String> specifiers = request.queryTexts("specifiers", Rules.ANY_TEXT);
    return Intent.change(
        family.permission("DeleteAttributeMapping", caller, target),
        facts(id, field, specifiers).gathered(),
        () ->
            profiles
                .deleteAttributeMapping(caller.accountId(), target, field, specifiers)
                .then(family::done));
  }

  private Facts facts(String id, CertificateField field, List<String> specifiers) {
    return Facts.none()
        .with(family.label(), id)
        .with(FIELD, field.wireName())
        .with("specifiers", specifiers);
  }

  private static CertificateField field(String wireName) {
    return Arrays.stream(CertificateField.values())
        .filter(field -> field.wireName().equals(wireName))
        .findFirst()
        .orElseThrow();
  }
}
