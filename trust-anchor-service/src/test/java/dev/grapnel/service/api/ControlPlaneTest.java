package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.api.ApiBed.Answer;
import dev.grapnel.service.api.ApiBed.Call;
import dev.grapnel.service.api.ApiBed.Signer;
import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.store.Opened;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control plane through its handler, with requests that are really signed. */
class ControlPlaneTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PEM = TestCa.root("Test CA", KeyKind.P256).pem();
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Principal":{"Service":"rolesanywhere.amazonaws.com"},
      "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}\
      """;

  private final SettableClock clock = new SettableClock(Opened.START);
  private ApiBed bed;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    bed = ApiBed.open(folder, clock);
  }

  @AfterEach
  void close() {
    bed.close();
  }

  @Test
  void trustAnchor_fromCreationToDeletion() {
    JsonNode made = anchor("first");
    String id = made.at("/trustAnchorId").stringValue();
    String arn = made.at("/trustAnchorArn").stringValue();

    assertEquals("arn:aws:rolesanywhere:us-east-1:" + ApiBed.ACCOUNT + ":trust-anchor/" + id, arn);
    assertFalse(made.at("/enabled").booleanValue());
    assertEquals(PEM, made.at("/source/sourceData/x509CertificateData").stringValue());
    assertEquals(2, made.at("/notificationSettings").size());

    Answer enabled = bed.asRoot(Call.rest("POST", "/trustanchor/" + id + "/enable", ""));
    assertTrue(json(enabled, 200).at("/trustAnchor/enabled").booleanValue());
    Answer renamed =
        bed.asRoot(
            Call.rest(
                "PATCH", "/trustanchor/" + id, "{\"name\":\"other\",\"aliasName\":\"an/alias\"}"));
    assertEquals("other", json(renamed, 200).at("/trustAnchor/name").stringValue());
    String alias = json(renamed, 200).at("/trustAnchor/aliasArn").stringValue();
    Answer byAlias = bed.asRoot(Call.rest("GET", "/trustanchor/" + alias.replace("/", "%2F"), ""));
    assertEquals(id, json(byAlias, 200).at("/trustAnchor/trustAnchorId").stringValue());
    Answer unaliased = bed.asRoot(Call.rest("PATCH", "/trustanchor/" + id, "{\"aliasName\":\"\"}"));
    assertEquals(
        "an/alias", json(unaliased, 200).at("/trustAnchor/previousAliasName").stringValue());
    assertEquals(200, bed.asRoot(Call.rest("DELETE", "/trustanchor/" + id, "")).status());
    refused(
        bed.asRoot(Call.rest("GET", "/trustanchor/" + id, "")), 404, "ResourceNotFoundException");
  }

  @Test
  void list_inPages_givesEachOnce() {
    for (int i = 0; i < 5; i++) {
      anchor("anchor " + i);
    }
    Optional<String> token = Optional.empty();
    int seen = 0;
    do {
      Call call = Call.rest("GET", "/trustanchors", "").withQuery("pageSize", "2");
      if (token.isPresent()) {
        call = call.withQuery("nextToken", token.get(), "pageSize", "2");
      }
      JsonNode page = json(bed.asRoot(call), 200);
      seen += page.at("/trustAnchors").size();
      token = Optional.ofNullable(page.get("nextToken")).map(JsonNode::stringValue);
    } while (token.isPresent());
    assertEquals(5, seen);
    refused(
        bed.asRoot(Call.rest("GET", "/trustanchors", "").withQuery("nextToken", "x")),
        400,
        "ValidationException");
  }

  @Test
  void invalidInput_isAValidationException() {
    for (String body :
        List.of(
            "{}",
            "{",
            "[]",
            "{\"name\":1,\"source\":{}}",
            create("a/b"),
            create("x".repeat(256)),
            create("a").replace("CERTIFICATE_BUNDLE", "AWS_ACM_PCA"),
            create("a").replace("CERTIFICATE_BUNDLE", "OTHER"),
            create("a").replace("}}", "},\"sourceType\":\"CERTIFICATE_BUNDLE\"}"),
            create("a").replace("x509CertificateData", "acmPcaArn"))) {
      refused(bed.asRoot(Call.rest("POST", "/trustanchors", body)), 400, "ValidationException");
    }
    refused(bed.asRoot(Call.rest("GET", "/trustanchor/nothing", "")), 400, "ValidationException");
    refused(
        bed.asRoot(Call.rest("GET", "/trustanchors", "").withQuery("pageSize", "0")),
        400,
        "ValidationException");
  }

  @Test
  void unknownMembers_areIgnored() {
    String body = create("a").replaceFirst("\\{", "{\"novelty\":{\"x\":[1]},");

    assertEquals(201, bed.asRoot(Call.rest("POST", "/trustanchors", body)).status());
  }

  @Test
  void noOperation_isUnknown() {
    refused(
        bed.asRoot(Call.rest("GET", "/trustanchors/x/y", "")), 404, "UnknownOperationException");
    refused(bed.asRoot(Call.rest("PUT", "/trustanchors", "")), 404, "UnknownOperationException");
    assertEquals(
        "InvalidAction", bed.asRoot(Call.form("iam", "Action", "Nothing")).element("Code"));
  }

  @Test
  void signatures_thatDoNotProve_areRefusedByKind() {
    Call list = Call.rest("GET", "/trustanchors", "");
    Signer root = bed.root();

    refused(bed.unsigned(list), 403, "MissingAuthenticationTokenException");
    refused(
        bed.as(new Signer("AKIAIOSFODNN7EXAMPLE", root.secret(), null), list),
        403,
        "UnrecognizedClientException");
    refused(
        bed.as(new Signer(root.accessKeyId(), bed.otherRoot().secret(), null), list),
        403,
        "InvalidSignatureException");
    Call foreign = new Call("sts", "GET", "/trustanchors", list.query(), "");
    refused(bed.asRoot(foreign), 403, "InvalidSignatureException");
    assertEquals(200, bed.presigned(root, list).status());
    assertEquals(4, bed.unproven().size());
    assertEquals(List.of(), bed.events());
  }

  @Test
  void queryErrors_areXml() {
    Answer unsigned = bed.unsigned(Call.form("sts", "Action", "GetCallerIdentity"));
    assertEquals(403, unsigned.status());
    assertEquals("MissingAuthenticationToken", unsigned.element("Code"));
    assertEquals("Sender", unsigned.element("Type"));
    assertEquals("request-1", unsigned.element("RequestId"));
    assertTrue(unsigned.body().startsWith("<ErrorResponse xmlns=\"https://sts.amazonaws.com"));

    Answer absent = bed.asRoot(Call.iam("GetRole", "RoleName", "nobody"));
    assertEquals(404, absent.status());
    assertEquals("NoSuchEntity", absent.element("Code"));
  }

  @Test
  void getCallerIdentity_ofRootAndOfASession() {
    role("worker");
    Answer root = bed.asRoot(Call.form("sts", "Action", "GetCallerIdentity"));
    assertEquals("arn:aws:iam::" + ApiBed.ACCOUNT + ":root", root.element("Arn"));
    assertEquals(ApiBed.ACCOUNT, root.element("UserId"));

    Signer session = bed.session("worker");
    Call versioned = Call.form("sts", "Action", "GetCallerIdentity", "Version", "2011-06-15");
    Answer worker = bed.as(session, versioned);
    assertEquals(
        "arn:aws:sts::" + ApiBed.ACCOUNT + ":assumed-role/worker/0a1b", worker.element("Arn"));
    assertTrue(worker.element("UserId").matches("AROA[A-Z0-9]{17}:0a1b"), worker.body());
    Answer presigned =
        bed.presigned(
            session,
            new Call("sts", "GET", "/", versioned.query(), "")
                .withQuery("Action", "GetCallerIdentity", "Version", "2011-06-15"));
    assertEquals(worker.element("Arn"), presigned.element("Arn"));

    clock.advance(Duration.ofHours(2));
    assertEquals("ExpiredToken", bed.as(session, versioned).element("Code"));
  }

  @Test
  void role_fromCreationToDeletion() {
    Answer made = role("worker");
    assertEquals("arn:aws:iam::" + ApiBed.ACCOUNT + ":role/worker", made.element("Arn"));
    assertEquals("EntityAlreadyExists", bed.asRoot(create("worker", TRUST)).element("Code"));
    assertEquals("MalformedPolicyDocument", bed.asRoot(create("other", "{}")).element("Code"));
    assertEquals("ValidationError", bed.asRoot(create("a role", TRUST)).element("Code"));

    Call put =
        Call.iam(
            "PutRolePolicy", "RoleName", "worker", "PolicyName", "p", "PolicyDocument", allow("*"));
    assertEquals(200, bed.asRoot(put).status());
    assertEquals(
        "p", bed.asRoot(Call.iam("ListRolePolicies", "RoleName", "worker")).element("member"));
    Answer policy = bed.asRoot(Call.iam("GetRolePolicy", "RoleName", "worker", "PolicyName", "p"));
    assertTrue(policy.element("PolicyDocument").startsWith("%7B%22Version%22%3A"), policy.body());
    assertEquals(
        "DeleteConflict", bed.asRoot(Call.iam("DeleteRole", "RoleName", "worker")).element("Code"));
    Call remove = Call.iam("DeleteRolePolicy", "RoleName", "worker", "PolicyName", "p");
    assertEquals(200, bed.asRoot(remove).status());
    assertEquals(200, bed.asRoot(Call.iam("DeleteRole", "RoleName", "worker")).status());
    assertEquals(
        "NoSuchEntity", bed.asRoot(Call.iam("DeleteRole", "RoleName", "worker")).element("Code"));
  }

  @Test
  void roleTags_areAddedAndRemoved() {
    role("worker");
    Call tag =
        Call.iam(
            "TagRole",
            "RoleName",
            "worker",
            "Tags.member.1.Key",
            "a",
            "Tags.member.1.Value",
            "<1>");
    assertEquals("ValidationError", bed.asRoot(tag).element("Code"));
    Call good =
        Call.iam(
            "TagRole", "RoleName", "worker", "Tags.member.1.Key", "a", "Tags.member.1.Value", "1");
    assertEquals(200, bed.asRoot(good).status());
    assertEquals("1", bed.asRoot(Call.iam("ListRoleTags", "RoleName", "worker")).element("Value"));
    assertEquals(
        200,
        bed.asRoot(Call.iam("UntagRole", "RoleName", "worker", "TagKeys.member.1", "a")).status());
    assertEquals("", bed.asRoot(Call.iam("ListRoleTags", "RoleName", "worker")).element("Value"));
  }

  @Test
  void aSession_mayDoWhatItsRoleAllows() {
    role("worker");
    Signer session = bed.session("worker");
    String id = anchor("first").at("/trustAnchorId").stringValue();
    Call get = Call.rest("GET", "/trustanchor/" + id, "");
    refused(bed.as(session, get), 403, "AccessDeniedException");

    policy("worker", allow("rolesanywhere:Get*"));
    assertEquals(200, bed.as(session, get).status());
    refused(
        bed.as(session, Call.rest("DELETE", "/trustanchor/" + id, "")),
        403,
        "AccessDeniedException");
    policy(
        "worker",
        allow("rolesanywhere:*")
            .replace(
                "\"*\"}",
                "\"*\",\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/team\":\"a\"}}}"));
    refused(bed.as(session, get), 403, "AccessDeniedException");
    String arn = "arn:aws:rolesanywhere:us-east-1:%s:trust-anchor/%s".formatted(ApiBed.ACCOUNT, id);
    String tags =
        "{\"resourceArn\":\"%s\",\"tags\":[{\"key\":\"team\",\"value\":\"a\"}]}".formatted(arn);
    assertEquals(201, bed.asRoot(Call.rest("POST", "/TagResource", tags)).status());
    assertEquals(200, bed.as(session, get).status());
  }

  @Test
  void aSession_putsNoRoleIntoAProfileThatItMayNotPass() {
    role("worker");
    Signer session = bed.session("worker");
    String arn = "arn:aws:iam::" + ApiBed.ACCOUNT + ":role/admin";
    Call call =
        Call.rest("POST", "/profiles", "{\"name\":\"p\",\"roleArns\":[\"%s\"]}".formatted(arn));
    policy("worker", allow("rolesanywhere:*"));
    refused(bed.as(session, call), 403, "AccessDeniedException");

    policy("worker", allow("*"));
    assertEquals(201, bed.as(session, call).status());
  }

  @Test
  void anotherAccount_seesAndChangesNothing() {
    String id = anchor("first").at("/trustAnchorId").stringValue();
    Signer other = bed.otherRoot();

    refused(
        bed.as(other, Call.rest("GET", "/trustanchor/" + id, "")),
        404,
        "ResourceNotFoundException");
    JsonNode list = json(bed.as(other, Call.rest("GET", "/trustanchors", "")), 200);
    assertEquals(0, list.at("/trustAnchors").size());
    String arn = "arn:aws:rolesanywhere:us-east-1:%s:trust-anchor/%s".formatted(ApiBed.ACCOUNT, id);
    Answer foreign =
        bed.as(other, Call.rest("DELETE", "/trustanchor/" + arn.replace("/", "%2F"), ""));
    refused(foreign, 403, "AccessDeniedException");
  }

  @Test
  void changesAndRefusals_areAudited_looksAreNot() {
    String id = anchor("first").at("/trustAnchorId").stringValue();
    bed.asRoot(Call.rest("GET", "/trustanchor/" + id, ""));
    bed.asRoot(Call.rest("DELETE", "/trustanchor/nothing", ""));

    List<AuditEvent> events = bed.events();
    assertEquals(2, events.size());
    AuditEvent created = events.getFirst();
    assertEquals("CreateTrustAnchor", created.eventName());
    assertEquals("rolesanywhere.amazonaws.com", created.eventSource());
    assertEquals("arn:aws:iam::" + ApiBed.ACCOUNT + ":root", created.principal());
    assertEquals("first", created.requestParameters().get("name"));
    assertTrue(created.responseElements().getOrDefault("trustAnchorArn", "").endsWith(id));
    assertFalse(created.toString().contains("BEGIN"));
    assertEquals(Optional.of("ValidationException"), events.get(1).errorCode());
  }

  @Test
  void aTrustPolicyThatLetsAnyCertificateIn_isAuditedWithAWarning() {
    role("worker");

    assertTrue(
        bed.events()
            .getFirst()
            .responseElements()
            .getOrDefault("warnings", "")
            .contains("aws:SourceArn"));
  }

  @Test
  void withoutAnAuditTrail_nothingIsAcknowledged() {
    bed.failAudit();

    refused(
        bed.asRoot(Call.rest("POST", "/trustanchors", create("a"))),
        503,
        "ServiceUnavailableException");
    assertEquals("ServiceUnavailable", bed.asRoot(create("worker", TRUST)).element("Code"));
  }

  @Test
  void createSession_isRoutedUnderAnyPrefix() {
    for (String path : List.of("/sessions", "/prefix/v1/sessions")) {
      Answer answer = bed.unsigned(Call.rest("POST", path, "{}"));
      refused(answer, 403, "AccessDeniedException");
    }
    refused(bed.unsigned(Call.rest("GET", "/sessions", "")), 404, "UnknownOperationException");
  }

  private JsonNode anchor(String name) {
    return json(bed.asRoot(Call.rest("POST", "/trustanchors", create(name))), 201)
        .get("trustAnchor");
  }

  private Answer role(String name) {
    Answer made = bed.asRoot(create(name, TRUST));
    assertEquals(200, made.status(), made::body);
    return made;
  }

  private void policy(String role, String document) {
    Call put =
        Call.iam("PutRolePolicy", "RoleName", role, "PolicyName", "p", "PolicyDocument", document);
    Answer answer = bed.asRoot(put);
    assertEquals(200, answer.status(), answer::body);
  }

  private static String create(String name) {
    UnaryOperator<String> quoted = text -> JSON.writeValueAsString(text);
    return "{\"name\":%s,\"source\":{\"sourceType\":\"CERTIFICATE_BUNDLE\",\"sourceData\":{\"x509CertificateData\":%s}}}"
        .formatted(quoted.apply(name), quoted.apply(PEM));
  }

  private static Call create(String role, String trustPolicy) {
    return Call.iam("CreateRole", "RoleName", role, "AssumeRolePolicyDocument", trustPolicy);
  }

  private static String allow(String action) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%s","Resource":"*"}]}\
    """
        .formatted(action);
  }

  private static JsonNode json(Answer answer, int status) {
    assertEquals(status, answer.status(), answer::body);
    return JSON.readTree(answer.body());
  }

  private static void refused(Answer answer, int status, String errorType) {
    assertEquals(errorType, answer.errorType(), answer::body);
    assertEquals(status, answer.status());
    assertFalse(JSON.readTree(answer.body()).get("message").stringValue().isEmpty());
    assertEquals(Optional.of("request-1"), answer.headers().first("x-amzn-requestid"));
  }
}
