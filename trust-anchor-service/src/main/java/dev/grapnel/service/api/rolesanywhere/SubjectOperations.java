package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.JsonAnswer;
import dev.grapnel.service.api.rest.RestOperation;
import dev.grapnel.service.api.rest.RestRequest;
import dev.grapnel.service.caller.AccessRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.control.PageRequest;
import dev.grapnel.service.registry.control.ResourceArns;
import dev.grapnel.service.registry.subject.Subject;
import dev.grapnel.service.registry.subject.SubjectDetail;
import dev.grapnel.service.registry.subject.SubjectDetail.SeenCredential;
import dev.grapnel.service.registry.subject.SubjectDetail.SeenInstance;
import dev.grapnel.service.registry.subject.Subjects;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Subjects: get, list. There is no operation that disables one, so that all are enabled. */
record SubjectOperations(Subjects subjects, ResourceArns arns) {
  private static final String ID = "subjectId";

  List<RestOperation> operations() {
    return List.of(
        new RestOperation("GetSubject", "GET", "/subject/{subjectId}", 200, this::get),
        new RestOperation("ListSubjects", "GET", "/subjects", 200, this::list));
  }

  private Intent<JsonAnswer> get(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    String id = request.label(ID, Rules.UUID);
    String arn = arns.subject(caller.accountId(), id).toString();
    return Intent.look(
        AccessRequest.of("rolesanywhere:GetSubject", arn),
        Map.of(ID, id),
        () -> subjects.get(caller.accountId(), id).then(found -> Verdict.pass(answer(found))));
  }

  private Intent<JsonAnswer> list(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    PageRequest page = Pages.request(request);
    return Intent.look(
        Family.onNone("ListSubjects"),
        Map.of(),
        () ->
            subjects
                .list(caller.accountId(), page)
                .then(
                    found ->
                        Verdict.pass(out -> Details.page(out, "subjects", found, this::summary))));
  }

  private JsonAnswer answer(SubjectDetail detail) {
    return out -> {
      out.writeObjectPropertyStart("subject");
      summary(out, detail.subject());
      out.writeArrayPropertyStart("credentials");
      detail.credentials().forEach(seen -> credential(out, seen));
      out.writeEndArray();
      out.writeArrayPropertyStart("instanceProperties");
      detail.instanceProperties().forEach(seen -> instance(out, seen));
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private void summary(JsonGenerator out, Subject subject) {
    String arn = arns.subject(subject.accountId(), subject.subjectId()).toString();
    out.writeStringProperty("subjectArn", arn);
    out.writeStringProperty(ID, subject.subjectId());
    out.writeBooleanProperty("enabled", true);
    out.writeStringProperty("x509Subject", subject.x509Subject());
    Details.time(out, "lastSeenAt", subject.lastSeenAt());
    Details.time(out, "createdAt", subject.createdAt());
    Details.time(out, "updatedAt", subject.updatedAt());
  }

  private static void credential(JsonGenerator out, SeenCredential seen) {
    out.writeStartObject();
    Details.time(out, "seenAt", seen.seenAt());
    out.writeStringProperty("serialNumber", seen.serialNumber());
    out.writeStringProperty("issuer", seen.issuer());
    out.writeBooleanProperty("enabled", true);
    out.writeStringProperty(
        "x509CertificateData", Pem.encode(Pem.CERTIFICATE, seen.certificateDer()));
    out.writeBooleanProperty("failed", seen.failed());
    out.writeEndObject();
  }

  private static void instance(JsonGenerator out, SeenInstance seen) {
    out.writeStartObject();
    Details.time(out, "seenAt", seen.seenAt());
    out.writeObjectPropertyStart("properties");
    new TreeMap<>(seen.properties()).forEach(out::writeStringProperty);
    out.writeEndObject();
    out.writeBooleanProperty("failed", seen.failed());
    out.writeEndObject();
  }
}
