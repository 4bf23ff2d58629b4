package dev.grapnel.service.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.Policy;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.PolicyLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SERVICE = "rolesanywhere.amazonaws.com";
  private static final String USER = "arn:aws:iam::111122223333:user/ana";
  private static final String ROLE = "arn:aws:iam::111122223333:role/app";

  @TempDir private Path folder = Path.of("");
  private String trust = "";
  private String identity = "";
  private String resource = "";

  @BeforeEach
  void writePolicies() throws IOException {
    trust =
        write(
            "trust.json",
            """
            {"Version": "2012-10-17", "Statement": [{"Sid": "Web", "Effect": "Allow",
              "Principal": {"Service": "rolesanywhere.amazonaws.com"},
              "Action": ["sts:AssumeRole", "sts:TagSession"],
              "Condition": {"StringEquals": {"aws:PrincipalTag/x509Subject/CN": ["web", "db"]},
                "ForAnyValue:StringLike": {"aws:TagKeys": "x509*"}}}]}
            """);
    identity =
        write(
            "identity.json",
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::home/${aws:username}/*"},
              {"Sid": "NoDelete", "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}]}
            """);
    resource =
        write(
            "bucket.json",
            """
            {"Version": "2012-10-17", "Statement": {"Sid": "Other", "Effect": "Allow",
              "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
              "Resource": "arn:aws:s3:::home/*"}}
            """);
  }

  @Test
  void json_allowed_namesPolicyAndStatement() {
    CommandRun run =
        trusting("--action", "sts:AssumeRole", "--context", "aws:PrincipalTag/x509Subject/CN=web");
    JsonNode json = JSON.readTree(run.out());
    assertAll(
        () -> assertEquals(0, run.exitCode(), run.err()),
        () -> assertEquals("allow", json.get("decision").asString()),
        () -> assertEquals(1, json.get("decidedBy").size()),
        () -> assertEquals(trust, json.get("decidedBy").get(0).get("policy").asString()),
        () -> assertEquals("Web", json.get("decidedBy").get(0).get("statement").asString()),
        () -> assertEquals("", run.err()));
  }

  @Test
  void json_implicitlyDenied_hasNoDecidingStatementAndSaysWhatWouldChange() {
    CommandRun run =
        trusting("--action", "sts:AssumeRole", "--context", "aws:PrincipalTag/x509Subject/CN=mail");
    JsonNode json = JSON.readTree(run.out());
    assertAll(
        () -> assertEquals(1, run.exitCode()),
        () -> assertEquals("implicit-deny", json.get("decision").asString()),
        () -> assertTrue(json.get("decidedBy").isEmpty()),
        () -> assertTrue(run.out().contains("the request has [mail]"), run::out),
        () -> assertTrue(json.get("changes").get(0).asString().contains("[web, db]"), run::out));
  }

  @Test
  void json_explicitlyDenied_namesTheStatementByItsSid() {
    CommandRun run =
        explain(
            "--principal",
            USER,
            "--action",
            "s3:DeleteObject",
            "--resource",
            "arn:aws:s3:::home/ana/a",
            "--policy",
            "identity=" + identity);
    JsonNode json = JSON.readTree(run.out());
    assertAll(
        () -> assertEquals(1, run.exitCode()),
        () -> assertEquals("explicit-deny", json.get("decision").asString()),
        () -> assertEquals("NoDelete", json.get("decidedBy").get(0).get("statement").asString()));
  }

  @Test
  void json_statementWithoutSid_isNamedByItsIndex() {
    CommandRun run =
        explain(
            "--principal",
            USER,
            "--action",
            "s3:GetObject",
            "--resource",
            "arn:aws:s3:::home/ana/a",
            "--policy",
            identity);
    JsonNode json = JSON.readTree(run.out());
    assertAll(
        () -> assertEquals(0, run.exitCode()),
        () -> assertEquals(0, json.get("decidedBy").get(0).get("statement").asInt()));
  }

  @Test
  void json_policiesRepeated_allTakePart() {
    CommandRun run =
        explain(
            "--principal",
            USER,
            "--action",
            "s3:GetObject",
            "--resource",
            "arn:aws:s3:::home/ana/a",
            "--resource-account",
            "444455556666",
            "--policy",
            "identity=" + identity,
            "--policy",
            "resource=" + resource);
    JsonNode json = JSON.readTree(run.out());
    assertAll(
        () -> assertEquals("allow", json.get("decision").asString(), run.out()),
        () -> assertEquals(resource, json.get("decidedBy").get(0).get("policy").asString()),
        () -> assertEquals(identity, json.get("decidedBy").get(1).get("policy").asString()));
  }

  @Test
  void json_keyWithSeveralValues_isMultivalued() {
    CommandRun run =
        explain(
            "--principal", SERVICE,
            "--action", "sts:AssumeRole",
            "--policy", "trust=" + trust,
            "--context", "aws:PrincipalTag/x509Subject/CN=web",
            "--context", "aws:TagKeys=other",
            "--context", "AWS:tagkeys=x509Subject/CN");
    assertEquals("allow", JSON.readTree(run.out()).get("decision").asString(), run.out());
  }

  @Test
  void text_denied_readsAsAnExplanation() {
    CommandRun run =
        CommandRun.explain(
            "--principal",
            SERVICE,
            "--action",
            "sts:SetSourceIdentity",
            "--resource",
            ROLE,
            "--policy",
            "trust=" + trust,
            "--context",
            "aws:PrincipalTag/x509Subject/CN=web",
            "--context",
            "aws:TagKeys=x509Subject/CN");
    assertAll(
        () -> assertEquals(1, run.exitCode()),
        () -> assertTrue(run.out().startsWith("implicit-deny: no statement"), run::out),
        () ->
            assertTrue(
                run.out().contains("statement Web of " + trust + " (trust) (Allow) does not apply"),
                run::out),
        () ->
            assertTrue(
                run.out().contains("sts:SetSourceIdentity were added to its Action"), run::out));
  }

  @Test
  void at_instant_setsBothClockKeys() throws IOException {
    String night =
        write(
            "night.json",
            """
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
              "DateEquals": {"aws:CurrentTime": "2026-01-31T12:00:00Z"},
              "NumericEquals": {"aws:EpochTime": 1769860800}}}}
            """);
    CommandRun with =
        explain(
            "--principal",
            USER,
            "--action",
            "s3:GetObject",
            "--policy",
            night,
            "--at",
            "2026-01-31T12:00:00.7Z");
    CommandRun without =
        explain("--principal", USER, "--action", "s3:GetObject", "--policy", night);
    assertAll(
        () -> assertEquals(0, with.exitCode(), with.out()),
        () -> assertEquals(1, without.exitCode()),
        () -> assertTrue(without.out().contains("the request lacks the key"), without::out));
  }

  @Test
  void context_givenKey_overridesTheOneThatFollowsFromThePrincipal() throws IOException {
    String byArn =
        write(
            "byarn.json",
            """
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
              "ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/path/app"}}}}
            """);
    String session = "arn:aws:sts::111122223333:assumed-role/app/s1";
    CommandRun derived =
        explain("--principal", session, "--action", "s3:GetObject", "--policy", byArn);
    CommandRun given =
        explain(
            "--principal",
            session,
            "--action",
            "s3:GetObject",
            "--policy",
            byArn,
            "--context",
            "aws:principalarn=arn:aws:iam::111122223333:role/path/app");
    assertEquals(List.of(1, 0), List.of(derived.exitCode(), given.exitCode()));
  }

  @Test
  void policies_none_areThoseOfTheStore() {
    ExplainCommand command =
        new ExplainCommand(
            (config, request) -> {
              assertEquals(Path.of("somewhere"), config.store().data());
              assertEquals(ROLE, request.resource());
              Policy tagged =
                  Policy.parse(
                      """
                      {"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":
                        {"StringEquals":{"aws:PrincipalTag/team":"red","aws:PrincipalTag/env":"test"}}}}\
                      """,
                      PolicyKind.IDENTITY,
                      PolicyLimits.inline());
              return new StoredPolicies.Found(
                  List.of(new AppliedPolicy("inline", tagged)),
                  Map.of(
                      "aws:PrincipalTag/Team", List.of("red"),
                      "aws:PrincipalTag/Env", List.of("production")));
            });
    CommandRun run =
        CommandRun.run(
            command,
            "--principal",
            USER,
            "--action",
            "iam:GetRole",
            "--resource",
            ROLE,
            "--data",
            "somewhere",
            "--context",
            "aws:principaltag/env=test");
    assertEquals(0, run.exitCode(), run.err() + run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--action s3:GetObject",
        "--principal someone --action s3:GetObject",
        "--principal arn:aws:iam::111122223333:group/g --action s3:GetObject",
        "--principal * --action GetObject",
        "--principal * --action s3:",
        "--principal * --action s3:Get*",
        "--principal * --action s3:GetObject --context novalue",
        "--principal * --action s3:GetObject --context =x",
        "--principal * --action s3:GetObject --resource-account 12",
        "--principal * --action s3:GetObject --at noon",
        "--principal * --action s3:GetObject --policy absent.json",
        "--principal * --action s3:GetObject --unknown"
      })
  void usage_wrong_exitsWithTwoAndPrintsNoDecision(String arguments) {
    CommandRun run = CommandRun.explain(arguments.split(" ", -1));
    assertAll(
        () -> assertEquals(2, run.exitCode()),
        () -> assertEquals("", run.out()),
        () -> assertTrue(run.err().length() > 10));
  }

  @Test
  void policy_malformed_exitsWithTwoAndNamesFilePlaceAndRule() throws IOException {
    String bad =
        write(
            "bad.json",
            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Equals\":{}}}}");
    CommandRun run = explain("--principal", USER, "--action", "s3:GetObject", "--policy", bad);
    assertAll(
        () -> assertEquals(2, run.exitCode()),
        () ->
            assertTrue(
                run.err()
                    .contains(bad + ": MalformedPolicyDocument: /Statement/Condition/Equals: "),
                run::err));
  }

  @Test
  void policy_ofAnUnknownKind_isToldWhichThereAre() {
    CommandRun run =
        explain("--principal", USER, "--action", "s3:GetObject", "--policy", "scp=" + identity);
    assertAll(
        () -> assertEquals(2, run.exitCode()),
        () -> assertTrue(run.err().contains("no such file"), run::err),
        () ->
            assertTrue(
                run.err()
                    .contains(
                        "\"scp\" is no kind of policy; the kinds are identity, resource, boundary,"
                            + " session, trust"),
                run::err));
  }

  @Test
  void lint_files_warnsAndFails() throws IOException {
    String open =
        write(
            "open.json",
            "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}}");
    CommandRun good = CommandRun.lint(open, "identity=" + identity);
    CommandRun bad =
        CommandRun.lint(open, "trust=" + identity, folder.resolve("absent").toString());
    assertAll(
        () -> assertEquals(0, good.exitCode(), good.err()),
        () ->
            assertTrue(
                good.out().contains(open + ": a valid policy (trust), 4 warnings"), good::out),
        () -> assertTrue(good.out().contains("[wildcard-principal]"), good::out),
        () ->
            assertTrue(
                good.out().contains(identity + ": a valid policy (identity), no warnings"),
                good::out),
        () -> assertEquals(1, bad.exitCode()),
        () -> assertTrue(bad.err().contains("Principal or NotPrincipal"), bad::err),
        () -> assertTrue(bad.err().contains("absent: no such file"), bad::err));
  }

  private CommandRun trusting(String... more) {
    String[] base = {
      "--principal",
      SERVICE,
      "--resource",
      ROLE,
      "--policy",
      "trust=" + trust,
      "--context",
      "aws:TagKeys=x509Subject/CN"
    };
    String[] all = new String[base.length + more.length];
    System.arraycopy(base, 0, all, 0, base.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return explain(all);
  }

  private static CommandRun explain(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "--json";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.explain(all);
  }

  private String write(String name, String document) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, document, StandardCharsets.UTF_8);
    return file.toString();
  }
}
