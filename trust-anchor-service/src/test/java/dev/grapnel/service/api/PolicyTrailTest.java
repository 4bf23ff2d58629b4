package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.api.ApiBed.Answer;
import dev.grapnel.service.api.ApiBed.Call;
import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.store.Opened;
import dev.grapnel.testing.SettableClock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Policies and the audit trail: warnings when one is stored, the explanation when one refuses. */
class PolicyTrailTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow",
      "Principal":{"Service":"rolesanywhere.amazonaws.com"},
      "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],
      "Condition":{"StringEquals":{"aws:PrincipalTag/x509Subject/CN":"web"}}}}\
      """;
  private static final String HARMLESS = statement("\"Action\":\"iam:GetRole\"");
  private static final String DANGEROUS = statement("\"NotAction\":\"iam:*\"");

  private ApiBed bed;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    bed = ApiBed.open(folder, new SettableClock(Opened.START));
    ok(bed.asRoot(Call.iam("CreateRole", "RoleName", "worker", "AssumeRolePolicyDocument", TRUST)));
  }

  @AfterEach
  void close() {
    bed.close();
  }

  @Test
  void inlinePolicy_stored_isAuditedWithItsWarnings() {
    assertEquals("", warnings());
    put(HARMLESS);
    assertEquals("", warnings());
    put(DANGEROUS);
    assertTrue(warnings().contains("/Statement: "), this::warnings);
    assertTrue(warnings().contains("[not-action-with-allow]"), this::warnings);
    assertTrue(last().responseElements().getOrDefault("RoleId", "").startsWith("AROA"));
  }

  @Test
  void manyWarnings_areCounted() {
    put(statement("\"Action\":[" + "\"iam:Nothing\",".repeat(99) + "\"iam:Nothing\"]"));
    assertTrue(warnings().endsWith("; 80 more"), this::warnings);
  }

  @Test
  void sessionPolicyOfAProfile_stored_isAuditedWithItsWarnings() {
    String id = profile(Optional.empty());
    assertEquals("", warnings());
    profile(Optional.of(HARMLESS));
    assertEquals("", warnings());
    profile(Optional.of(DANGEROUS));
    assertTrue(warnings().contains("[not-action-with-allow]"), this::warnings);

    ok(bed.asRoot(Call.rest("PATCH", "/profile/" + id, "{\"name\":\"q\"}")));
    assertEquals("", warnings());
    String change = "{\"sessionPolicy\":" + JSON.writeValueAsString(DANGEROUS) + "}";
    ok(bed.asRoot(Call.rest("PATCH", "/profile/" + id, change)));
    assertTrue(warnings().contains("[not-action-with-allow]"), this::warnings);
    assertTrue(last().responseElements().containsKey("profileArn"));
  }

  @Test
  void trustPolicy_changed_isAuditedWithItsWarnings() {
    String open = TRUST.replaceAll("(?s),\\s*\"Condition.*", "}}");
    ok(
        bed.asRoot(
            Call.iam("UpdateAssumeRolePolicy", "RoleName", "worker", "PolicyDocument", open)));
    assertTrue(warnings().contains("[trust-without-condition]"), this::warnings);
  }

  /** Removing tags gives their keys to the policies, as setting them does. */
  @ParameterizedTest
  @CsvSource({"a,200", "b,403", "a b,403"})
  void untagging_conditionsOnTagKeys_seeTheKeys(String keys, int status) {
    put(
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*",
        "Action":["iam:UntagRole","rolesanywhere:UntagResource"],
        "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":"a"},"Null":{"aws:TagKeys":"false"}}}}\
        """);
    String arn = profileArn(profile(Optional.empty()));
    String[] parts = keys.split(" ", -1);
    String last = parts.length == 1 ? parts[0] : parts[1];
    Call untagRole =
        Call.iam(
            "UntagRole",
            "RoleName",
            "worker",
            "TagKeys.member.1",
            parts[0],
            "TagKeys.member.2",
            last);
    String body = JSON.writeValueAsString(Map.of("resourceArn", arn, "tagKeys", parts));
    Call untagProfile = Call.rest("POST", "/UntagResource", body);
    assertEquals(status, bed.as(bed.session("worker"), untagRole).status());
    assertEquals(status, bed.as(bed.session("worker"), untagProfile).status());
  }

  @Test
  void refusal_byTheRolesPolicies_isExplainedInTheAuditRecord() {
    put(
        """
        {"Version":"2012-10-17","Statement":[
        {"Sid":"OwnTags","Effect":"Allow","Action":"iam:TagRole","Resource":"*",
        "Condition":{"StringEquals":{"aws:RequestTag/team":["red","blue"]}}},
        {"Sid":"NoDeletes","Effect":"Deny","Action":"iam:Delete*","Resource":"*"}]}\
        """);
    String[] green = {
      "RoleName", "worker", "Tags.member.1.Key", "team", "Tags.member.1.Value", "green"
    };
    Answer refused = bed.as(bed.session("worker"), Call.iam("TagRole", green));
    assertEquals(403, refused.status());
    assertFalse(refused.body().contains("OwnTags"), "an explanation is for the operator");
    String reason = last().reason().orElse("");
    assertTrue(reason.contains("implicit-deny: "), reason);
    assertTrue(reason.contains("p#OwnTags would allow this if"), reason);
    assertTrue(reason.contains("aws:RequestTag/team"), reason);
    assertTrue(reason.contains("(the request has [green])"), reason);
    assertTrue(reason.contains("[red, blue]"), reason);

    assertEquals(
        403, bed.as(bed.session("worker"), Call.iam("DeleteRole", "RoleName", "worker")).status());
    String denied = last().reason().orElse("");
    assertTrue(denied.contains("explicit-deny: a Deny statement applies (p#NoDeletes)"), denied);
  }

  private void put(String document) {
    ok(
        bed.asRoot(
            Call.iam(
                "PutRolePolicy",
                "RoleName",
                "worker",
                "PolicyName",
                "p",
                "PolicyDocument",
                document)));
  }

  private String profile(Optional<String> sessionPolicy) {
    String policy =
        sessionPolicy.map(p -> ",\"sessionPolicy\":" + JSON.writeValueAsString(p)).orElse("");
    Answer made =
        bed.asRoot(
            Call.rest("POST", "/profiles", "{\"name\":\"p\",\"roleArns\":[]" + policy + "}"));
    assertEquals(201, made.status(), made::body);
    return JSON.readTree(made.body()).at("/profile/profileId").stringValue();
  }

  private static String profileArn(String id) {
    return "arn:aws:rolesanywhere:%s:%s:profile/%s".formatted(ApiBed.REGION, ApiBed.ACCOUNT, id);
  }

  private static void ok(Answer answer) {
    assertEquals(200, answer.status(), answer::body);
  }

  private AuditEvent last() {
    return bed.events().getLast();
  }

  private String warnings() {
    return last().responseElements().getOrDefault("warnings", "");
  }

  private static String statement(String action) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",%s,\"Resource\":\"*\"}}"
        .formatted(action);
  }
}
