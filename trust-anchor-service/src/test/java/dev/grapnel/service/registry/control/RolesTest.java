package dev.grapnel.service.registry.control;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static dev.grapnel.service.store.Opened.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.store.Drafts;
import dev.grapnel.service.store.LenientRules;
import dev.grapnel.service.store.StoreTestBase;
import dev.grapnel.service.store.TestEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The operations on roles and their inline policies, over every engine. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class RolesTest extends StoreTestBase {
  RolesTest(TestEngine engine) {
    super(engine);
  }

  @Test
  void create_thenReopen_findsTheSame() throws Exception {
    Role role = create("/team/", "Demo");
    assertEquals("arn:aws:iam::111122223333:role/team/Demo", role.arn().toString());
    assertTrue(role.uniqueId().matches("AROA[A-Z2-7]{17}"), role.uniqueId());
    reopen();
    assertEquals(role, passed(roles().get(ACCOUNT, "demo")));
    assertEquals(Optional.of(role), persistence.registry().current().role(role.arn()));
  }

  @Test
  void role_byArnWithAnotherPathOrCase_isNotThere() throws Exception {
    create("/team/", "Demo");
    for (String resource : List.of("role/Demo", "role/team/demo", "role/other/Demo")) {
      Arn arn = Arn.parse("arn:aws:iam::111122223333:" + resource);
      assertEquals(Optional.empty(), persistence.registry().current().role(arn));
    }
  }

  @Test
  void create_nameThatDiffersByCase_isTaken() {
    create("/", "Demo");
    refused(Denial.Conflict.class, roles().create(ACCOUNT, Drafts.role("DEMO")));
  }

  @Test
  void create_again_hasAnotherUniqueId() {
    Role first = create("/", "demo");
    passed(roles().delete(ACCOUNT, "demo"));
    assertNotEquals(first.uniqueId(), create("/", "demo").uniqueId());
  }

  @Test
  void create_badFields_namesEachOfThem() {
    RoleDraft draft =
        new RoleDraft("team", "a b", "x".repeat(1_001), "", Duration.ofMinutes(59), Map.of("", ""));
    String message = refused(Denial.Malformed.class, roles().create(ACCOUNT, draft)).message();
    for (String part : List.of("6 validation", "path", "roleName", "description", "3600", "key")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void create_policyThatTheRulesRefuse_isRefused() {
    RoleDraft draft =
        new RoleDraft("/", "demo", "", LenientRules.REFUSED, Duration.ofHours(1), Map.of());
    refused(Denial.Malformed.class, roles().create(ACCOUNT, draft));
    create("/", "demo");
    refused(
        Denial.Malformed.class,
        roles().updateAssumeRolePolicy(ACCOUNT, "demo", LenientRules.REFUSED));
  }

  @Test
  void update_someFields_leavesTheOthers() {
    Role before = create("/", "demo");
    passed(roles().updateAssumeRolePolicy(ACCOUNT, "demo", "{\"new\":1}"));
    passed(roles().update(ACCOUNT, "demo", Optional.of("text"), Optional.empty()));
    passed(roles().update(ACCOUNT, "demo", Optional.empty(), Optional.of(Duration.ofHours(12))));
    Instant revoked = Instant.parse("2026-11-24T13:00:00Z");
    Role after = passed(roles().revokeSessions(ACCOUNT, "demo", revoked));
    assertEquals(
        before
            .withTrustPolicy("{\"new\":1}")
            .withDescription("text")
            .withMaxSessionDuration(Duration.ofHours(12))
            .withRevokedBefore(revoked)
            .stamped(clock.instant(), after.version()),
        after);
  }

  @Test
  void list_byPathPrefix_inOrderOfNames() {
    create("/team/a/", "zeta");
    create("/team/b/", "Alpha");
    create("/", "mid");
    assertEquals(List.of("Alpha", "zeta"), names("/team/", PageRequest.first()));
    assertEquals(List.of("Alpha", "mid", "zeta"), names("/", PageRequest.first()));
    assertEquals(List.of("Alpha"), names("/team/b", PageRequest.first()));
    refused(Denial.Malformed.class, roles().list(ACCOUNT, "team", PageRequest.first()));
  }

  @Test
  void list_tokenOfAnotherPrefix_isRefused() {
    create("/team/", "a");
    create("/team/", "b");
    Page<Role> page = passed(roles().list(ACCOUNT, "/", new PageRequest(1, Optional.empty())));
    refused(
        Denial.Malformed.class,
        roles().list(ACCOUNT, "/team/", new PageRequest(1, page.nextToken())));
  }

  @Test
  void delete_withInlinePolicies_isRefused() {
    create("/", "demo");
    passed(policies().put(ACCOUNT, "demo", "p", "{}"));
    refused(Denial.InUse.class, roles().delete(ACCOUNT, "demo"));
    passed(policies().delete(ACCOUNT, "demo", "p"));
    passed(roles().delete(ACCOUNT, "demo"));
    refused(Denial.NotFound.class, roles().get(ACCOUNT, "demo"));
    refused(Denial.NotFound.class, roles().delete(ACCOUNT, "demo"));
  }

  @Test
  void policies_putGetListDelete() {
    create("/", "demo");
    passed(policies().put(ACCOUNT, "demo", "b", "{\"b\":1}"));
    passed(policies().put(ACCOUNT, "demo", "a", "{\"a\":1}"));
    passed(policies().put(ACCOUNT, "demo", "a", "{\"a\":2}"));
    assertEquals("{\"a\":2}", passed(policies().get(ACCOUNT, "demo", "a")));
    Page<String> first =
        passed(policies().list(ACCOUNT, "demo", new PageRequest(1, Optional.empty())));
    assertEquals(List.of("a"), first.items());
    Page<String> second =
        passed(policies().list(ACCOUNT, "demo", new PageRequest(1, first.nextToken())));
    assertEquals(new Page<>(List.of("b"), Optional.empty()), second);
    passed(policies().delete(ACCOUNT, "demo", "a"));
    refused(Denial.NotFound.class, policies().delete(ACCOUNT, "demo", "a"));
    refused(Denial.NotFound.class, policies().get(ACCOUNT, "demo", "a"));
    refused(Denial.NotFound.class, policies().get(ACCOUNT, "absent", "a"));
    refused(Denial.Malformed.class, policies().put(ACCOUNT, "demo", "a b", "{}"));
    refused(Denial.Malformed.class, policies().put(ACCOUNT, "demo", "a", LenientRules.REFUSED));
  }

  @Test
  void policies_moreThanTheirLimitTogether_areRefused() {
    create("/", "demo");
    passed(policies().put(ACCOUNT, "demo", "a", "x".repeat(10_000) + " ".repeat(9_000)));
    passed(policies().put(ACCOUNT, "demo", "b", "x".repeat(240)));
    refused(Denial.LimitExceeded.class, policies().put(ACCOUNT, "demo", "c", "x"));
  }

  @Test
  void tags_addRemoveAndLimit() {
    create("/", "demo");
    passed(roles().tag(ACCOUNT, "demo", Map.of("a", "1", "b", "2")));
    Role untagged = passed(roles().untag(ACCOUNT, "demo", List.of("a", "absent")));
    assertEquals(Map.of("b", "2"), untagged.tags());
    for (int i = 0; i < 49; i++) {
      passed(roles().tag(ACCOUNT, "demo", Map.of("key" + i, "")));
    }
    refused(Denial.TooManyTags.class, roles().tag(ACCOUNT, "demo", Map.of("more", "")));
  }

  private Role create(String path, String name) {
    return passed(
        roles()
            .create(
                ACCOUNT,
                new RoleDraft(
                    path, name, "", "{}", RoleDraft.DEFAULT_MAX_SESSION_DURATION, Map.of())));
  }

  private List<String> names(String pathPrefix, PageRequest request) {
    return passed(roles().list(ACCOUNT, pathPrefix, request)).items().stream()
        .map(Role::name)
        .toList();
  }

  private Roles roles() {
    return control().roles();
  }

  private RolePolicies policies() {
    return control().rolePolicies();
  }
}
