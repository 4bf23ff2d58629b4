package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.api.ApiBed.Answer;
import dev.grapnel.service.api.ApiBed.Call;
import dev.grapnel.service.api.ApiBed.Signer;
import dev.grapnel.service.registry.TrustAnchor.SourceType;
import dev.grapnel.service.registry.control.CrlDraft;
import dev.grapnel.service.registry.control.ProfileDraft;
import dev.grapnel.service.registry.control.RoleDraft;
import dev.grapnel.service.registry.control.TrustAnchorDraft;
import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.registry.subject.SubjectIds;
import dev.grapnel.service.revocation.CrlOrder;
import dev.grapnel.service.store.Opened;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root of another account tries each operation on what is not its own. */
class AccountCrossingTest {
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Principal":{"Service":"rolesanywhere.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
      """;

  private static final TestCa CA = TestCa.root("CA", KeyKind.P256);

  private final SettableClock clock = new SettableClock(Opened.START);
  private ApiBed bed;
  private Signer other;
  private List<String> anchor;
  private List<String> profile;
  private List<String> crl;
  private String subjectId;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    bed = ApiBed.open(folder, clock);
    other = bed.otherRoot();
    anchor = register("trust-anchor", anchor());
    profile = register("profile", profile());
    crl = register("crl", crl());
    subjectId = subject();
    role();
  }

  @AfterEach
  void close() {
    bed.close();
  }

  @Test
  void everyRestOperation_findsNothingOfAnotherAccount() {
    long version = bed.persistence().registry().current().version();
    for (String id : anchor) {
      refuses("GET", "/trustanchor/" + id, "");
      refuses("PATCH", "/trustanchor/" + id, "{\"name\":\"taken\"}");
      refuses("DELETE", "/trustanchor/" + id, "");
      refuses("POST", "/trustanchor/" + id + "/enable", "");
      refuses("POST", "/trustanchor/" + id + "/disable", "");
    }
    for (String id : profile) {
      refuses("GET", "/profile/" + id, "");
      refuses("PATCH", "/profile/" + id, "{\"name\":\"taken\"}");
      refuses("DELETE", "/profile/" + id, "");
      refuses("POST", "/profile/" + id + "/enable", "");
      refuses("POST", "/profile/" + id + "/disable", "");
      String mapping = "{\"certificateField\":\"x509Issuer\",\"mappingRules\":[]}";
      refuses("PUT", "/profiles/" + id + "/mappings", mapping);
      refused(
          Call.rest("DELETE", "/profiles/" + id + "/mappings", "")
              .withQuery("certificateField", "x509Issuer"));
    }
    for (String id : crl) {
      refuses("GET", "/crl/" + id, "");
      refuses("PATCH", "/crl/" + id, "{\"name\":\"taken\"}");
      refuses("DELETE", "/crl/" + id, "");
      refuses("POST", "/crl/" + id + "/enable", "");
      refuses("POST", "/crl/" + id + "/disable", "");
    }
    refuses("GET", "/subject/" + subjectId, "");
    settingsAndTags();
    importIntoForeignAnchor();
    assertEquals(version, bed.persistence().registry().current().version());
  }

  private void settingsAndTags() {
    String id = "{\"trustAnchorId\":\"%s\",".formatted(anchor.getFirst());
    refuses("PATCH", "/put-notifications-settings", id + "\"notificationSettings\":[]}");
    refuses("PATCH", "/reset-notifications-settings", id + "\"notificationSettingKeys\":[]}");
    for (String arn :
        List.of(arn("trust-anchor", anchor), arn("profile", profile), arn("crl", crl))) {
      refused(Call.rest("GET", "/ListTagsForResource", "").withQuery("resourceArn", arn));
      String resource = "{\"resourceArn\":\"%s\",".formatted(arn);
      refuses("POST", "/TagResource", resource + "\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}");
      refuses("POST", "/UntagResource", resource + "\"tagKeys\":[\"a\"]}");
    }
  }

  private void importIntoForeignAnchor() {
    refuses(
        "POST",
        "/crls",
        "{\"name\":\"c\",\"crlData\":\"AAAA\",\"trustAnchorArn\":\"%s\"}"
            .formatted(arn("trust-anchor", anchor)));
  }

  @Test
  void everyListing_isEmptyForAnotherAccount() {
    for (String path : List.of("/trustanchors", "/profiles", "/crls", "/subjects")) {
      Answer own = bed.asRoot(Call.rest("GET", path, "").withQuery("pageSize", "1"));
      assertTrue(own.body().contains("\"createdAt\""), own::body);
      Answer foreign = bed.as(other, Call.rest("GET", path, ""));
      assertEquals(200, foreign.status());
      assertFalse(foreign.body().contains("createdAt"), foreign::body);
    }
    assertEquals("worker", bed.asRoot(Call.iam("ListRoles")).element("RoleName"));
    assertEquals("", bed.as(other, Call.iam("ListRoles")).element("RoleName"));
  }

  @Test
  void aPageToken_isOfNoUseToAnotherAccount() {
    Opened.passed(
        bed.persistence().controlPlane().trustAnchors().create(ApiBed.ACCOUNT, draft("second")));
    Answer first = bed.asRoot(Call.rest("GET", "/trustanchors", "").withQuery("pageSize", "1"));
    String token = first.body().replaceAll("(?s).*\"nextToken\":\"([^\"]*)\".*", "$1");

    Answer foreign =
        bed.as(other, Call.rest("GET", "/trustanchors", "").withQuery("nextToken", token));
    assertEquals("ValidationException", foreign.errorType());
  }

  @Test
  void everyIamOperation_findsNoRoleOfAnotherAccount() {
    long version = bed.persistence().registry().current().version();
    for (Call call :
        List.of(
            Call.iam("GetRole", "RoleName", "worker"),
            Call.iam("UpdateRole", "RoleName", "worker", "Description", "taken"),
            Call.iam("UpdateRoleDescription", "RoleName", "worker", "Description", "taken"),
            Call.iam("UpdateAssumeRolePolicy", "RoleName", "worker", "PolicyDocument", TRUST),
            Call.iam("DeleteRole", "RoleName", "worker"),
            Call.iam(
                "PutRolePolicy",
                "RoleName",
                "worker",
                "PolicyName",
                "p",
                "PolicyDocument",
                allow()),
            Call.iam("GetRolePolicy", "RoleName", "worker", "PolicyName", "own"),
            Call.iam("ListRolePolicies", "RoleName", "worker"),
            Call.iam("DeleteRolePolicy", "RoleName", "worker", "PolicyName", "own"),
            Call.iam(
                "TagRole",
                "RoleName",
                "worker",
                "Tags.member.1.Key",
                "a",
                "Tags.member.1.Value",
                ""),
            Call.iam("UntagRole", "RoleName", "worker", "TagKeys.member.1", "a"),
            Call.iam("ListRoleTags", "RoleName", "worker"),
            Call.iam("ListAttachedRolePolicies", "RoleName", "worker"),
            Call.iam("ListInstanceProfilesForRole", "RoleName", "worker"))) {
      Answer answer = bed.as(other, call);
      assertEquals("NoSuchEntity", answer.element("Code"), () -> call + answer.body());
    }
    assertEquals(version, bed.persistence().registry().current().version());
  }

  @Test
  void partsOfTwoSessions_areNobody() {
    Signer one = bed.session("worker");
    Signer two = bed.session("worker");
    Call call = Call.form("sts", "Action", "GetCallerIdentity", "Version", "2011-06-15");

    assertEquals(200, bed.as(one, call).status());
    for (Signer mixed :
        List.of(
            new Signer(one.accessKeyId(), one.secret(), two.sessionToken()),
            new Signer(one.accessKeyId(), two.secret(), one.sessionToken()),
            new Signer(two.accessKeyId(), one.secret(), one.sessionToken()),
            new Signer(one.accessKeyId(), one.secret(), null),
            new Signer(bed.root().accessKeyId(), one.secret(), one.sessionToken()),
            new Signer(bed.root().accessKeyId(), bed.root().secret(), one.sessionToken()),
            new Signer(bed.root().accessKeyId(), other.secret(), null))) {
      Answer answer = bed.as(mixed, call);
      assertEquals(403, answer.status(), answer::body);
    }
  }

  private void refuses(String method, String path, String body) {
    refused(Call.rest(method, path, body));
  }

  private void refused(Call call) {
    Answer answer = bed.as(other, call);
    assertTrue(
        List.of("ResourceNotFoundException", "AccessDeniedException").contains(answer.errorType()),
        () -> call + answer.body());
  }

  /** The three ways to name it in a path. */
  private static List<String> register(String type, String id) {
    String arn = "arn:aws:rolesanywhere:us-east-1:" + ApiBed.ACCOUNT + ':';
    return List.of(
        id,
        (arn + type + '/' + id).replace("/", "%2F"),
        (arn + "alias/" + type + "/known").replace("/", "%2F"));
  }

  private static String arn(String type, List<String> names) {
    return "arn:aws:rolesanywhere:us-east-1:%s:%s/%s"
        .formatted(ApiBed.ACCOUNT, type, names.getFirst());
  }

  private String anchor() {
    return Opened.passed(
            bed.persistence().controlPlane().trustAnchors().create(ApiBed.ACCOUNT, draft("known")))
        .trustAnchorId();
  }

  private static TrustAnchorDraft draft(String alias) {
    return new TrustAnchorDraft(
        "a",
        SourceType.CERTIFICATE_BUNDLE,
        CA.pem(),
        true,
        false,
        List.of(),
        Optional.of(alias),
        Map.of());
  }

  private String profile() {
    ProfileDraft draft =
        new ProfileDraft(
            "p",
            true,
            false,
            false,
            ProfileDraft.DEFAULT_DURATION,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of("known"),
            Map.of());
    return Opened.passed(bed.persistence().controlPlane().profiles().create(ApiBed.ACCOUNT, draft))
        .profileId();
  }

  private String crl() {
    CrlDraft draft =
        new CrlDraft(
            "c",
            CrlOrder.by(CA.identity()).number(1).der(),
            true,
            arn("trust-anchor", anchor),
            Optional.of("known"),
            Map.of());
    return Opened.passed(bed.persistence().controlPlane().crls().importCrl(ApiBed.ACCOUNT, draft))
        .crlId();
  }

  private String subject() throws IOException {
    bed.persistence()
        .store()
        .subjects()
        .record(
            List.of(
                new Sighting(
                    ApiBed.ACCOUNT,
                    clock.instant(),
                    "CN=s",
                    "1",
                    "CN=CA",
                    new byte[] {1},
                    clock.instant().plus(Duration.ofDays(1)),
                    false,
                    Map.of())));
    return SubjectIds.of(ApiBed.ACCOUNT, "CN=s");
  }

  private void role() {
    RoleDraft draft =
        new RoleDraft("/", "worker", "", TRUST, RoleDraft.DEFAULT_MAX_SESSION_DURATION, Map.of());
    Opened.passed(bed.persistence().controlPlane().roles().create(ApiBed.ACCOUNT, draft));
    Opened.passed(
        bed.persistence()
            .controlPlane()
            .rolePolicies()
            .put(ApiBed.ACCOUNT, "worker", "own", allow()));
  }

  private static String allow() {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}\
    """;
  }
}
