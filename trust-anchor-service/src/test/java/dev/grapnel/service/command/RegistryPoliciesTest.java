package dev.grapnel.service.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.Principal;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKey;
import dev.grapnel.service.registry.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryPoliciesTest {
  private static final String ALL =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
  private static final String TRUST =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:*\"}}";
  private static final Arn ROLE = new Arn("aws", "iam", "", "111122223333", "role/team/App");
  private static final Map<ResourceKey, Resource> REGISTRY =
      Map.of(
          Role.key("111122223333", "app"),
          new Role(
              ROLE,
              "AROAEXAMPLE",
              "/team/",
              "App",
              "",
              TRUST,
              Duration.ofHours(1),
              Map.of("b", ALL, "a", ALL),
              Map.of("team", "red"),
              Instant.EPOCH,
              Instant.EPOCH,
              1));

  @Test
  void find_session_hasItsRolesPoliciesAndKeys() throws Exception {
    StoredPolicies.Found found =
        find("arn:aws:sts::111122223333:assumed-role/App/s1", "iam:GetRole");
    assertEquals(List.of("a of role App", "b of role App"), names(found));
    assertEquals(List.of("AROAEXAMPLE:s1"), found.keys().get("aws:userid"));
    assertEquals(List.of(ROLE.toString()), found.keys().get("aws:PrincipalArn"));
    assertEquals(List.of("red"), found.keys().get("aws:PrincipalTag/team"));
  }

  @Test
  void find_stsActionOnARole_hasItsTrustPolicy() throws Exception {
    StoredPolicies.Found found = find("rolesanywhere.amazonaws.com", "sts:AssumeRole");
    assertEquals(List.of("trust policy of role App"), names(found));
    assertEquals(PolicyKind.TRUST, found.policies().getFirst().policy().kind());
    assertEquals(List.of("red"), found.keys().get("aws:ResourceTag/team"));
  }

  @Test
  void find_roleChaining_hasBoth() throws Exception {
    StoredPolicies.Found found = find(ROLE.toString(), "STS:AssumeRole");
    assertEquals(3, found.policies().size());
  }

  @Test
  void find_rootUser_hasNone() throws Exception {
    assertTrue(find("111122223333", "iam:GetRole").policies().isEmpty());
  }

  @Test
  void find_unknownRoleOrUser_saysSo() {
    assertThrows(
        IOException.class, () -> find("arn:aws:iam::111122223333:role/other", "iam:GetRole"));
    assertThrows(
        IOException.class, () -> find("arn:aws:iam::111122223333:user/ana", "iam:GetRole"));
  }

  private static StoredPolicies.Found find(String principal, String action) throws Exception {
    RequestContext request =
        RequestContext.builder(Principal.parse(principal), action, ROLE.toString()).build();
    return RegistryPolicies.find(key -> Optional.ofNullable(REGISTRY.get(key)), request);
  }

  private static List<String> names(StoredPolicies.Found found) {
    return found.policies().stream().map(AppliedPolicy::name).toList();
  }
}
