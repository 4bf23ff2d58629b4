package dev.grapnel.service.caller;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.token.SessionClaims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CallerPermissionsTest {
  private static final String ANCHOR =
      "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/1";
  private static final String OTHERS =
      "arn:aws:rolesanywhere:us-east-1:999999999999:trust-anchor/1";
  private static final String GET = "rolesanywhere:GetTrustAnchor";
  private static final String DELETE = "rolesanywhere:DeleteTrustAnchor";
  private static final CallOrigin ORIGIN = new CallOrigin("192.0.2.7", true, Optional.of("agent"));

  private final CallerWorld world = new CallerWorld();

  @Test
  void authorize_root_mayAllInItsAccount() {
    AuthenticatedCaller root = new AuthenticatedCaller.Root(CallerWorld.ACCOUNT, "AKIA1");
    passed(root, AccessRequest.of(DELETE, ANCHOR));
    passed(root, AccessRequest.of("rolesanywhere:ListTrustAnchors", "*"));
    refused(root, AccessRequest.of(GET, OTHERS), "another account");
    refused(root, AccessRequest.of(GET, "nonsense"), "another account");
  }

  @Test
  void authorize_sessionWithoutPolicies_mayNothing() {
    refused(session(), AccessRequest.of(GET, ANCHOR), "");
  }

  @Test
  void authorize_inlinePolicyWithWildcards_allowsWhatItNames() {
    allow("rolesanywhere:Get*", "arn:aws:rolesanywhere:*:123456789012:trust-anchor/*");
    passed(session(), AccessRequest.of(GET, ANCHOR));
    passed(session(), AccessRequest.of("ROLESANYWHERE:gettrustanchor", ANCHOR));
    refused(session(), AccessRequest.of(DELETE, ANCHOR), "");
    refused(
        session(),
        AccessRequest.of("rolesanywhere:GetProfile", ANCHOR.replace("trust-anchor", "profile")),
        "");
  }

  @Test
  void authorize_explicitDeny_winsAcrossPolicies() {
    policies(
        Map.of(
            "all", policy("Allow", "*", "*"),
            "no", policy("Deny", "rolesanywhere:Delete*", "*")));
    passed(session(), AccessRequest.of(GET, ANCHOR));
    refused(session(), AccessRequest.of(DELETE, ANCHOR), "Deny");
  }

  @Test
  void authorize_allowAll_staysWithinTheAccount() {
    allow("*", "*");
    passed(session(), AccessRequest.of(DELETE, ANCHOR));
    refused(session(), AccessRequest.of(GET, OTHERS), "another account");
  }

  @Test
  void authorize_sessionPolicies_eachCap() {
    allow("*", "*");
    String reads = policy("Allow", "rolesanywhere:Get*", "*");
    String anchors = policy("Allow", "*", "arn:aws:rolesanywhere:*:*:trust-anchor/*");
    AuthenticatedCaller capped = session(Map.of(), List.of(reads, anchors));
    passed(capped, AccessRequest.of(GET, ANCHOR));
    refused(capped, AccessRequest.of(DELETE, ANCHOR), "");
    refused(
        capped,
        AccessRequest.of("rolesanywhere:GetProfile", ANCHOR.replace("trust-anchor", "profile")),
        "");
    policies(Map.of());
    refused(capped, AccessRequest.of(GET, ANCHOR), "");
  }

  @Test
  void authorize_unreadablePolicy_allowsNothing() {
    policies(Map.of("all", policy("Allow", "*", "*"), "broken", "{"));
    refused(session(), AccessRequest.of(GET, ANCHOR), "cannot be read");
    allow("*", "*");
    refused(
        session(Map.of(), List.of("{\"Version\":1}")),
        AccessRequest.of(GET, ANCHOR),
        "cannot be read");
  }

  @Test
  void authorize_tagConditions_seeEachKindOfTag() {
    policies(
        Map.of(
            "tags",
            conditioned(
                "\"StringEquals\":{\"aws:ResourceTag/team\":\"${aws:PrincipalTag/team}\","
                    + "\"aws:RequestTag/stage\":\"test\"},"
                    + "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"stage\"]}")));
    AuthenticatedCaller red = session(Map.of("team", "red"), List.of());
    AccessRequest request =
        new AccessRequest(
            "rolesanywhere:TagResource",
            ANCHOR,
            Map.of("stage", "test"),
            Map.of("team", "red"),
            Set.of("stage"),
            Map.of());
    passed(red, request);
    refused(session(Map.of("team", "blue"), List.of()), request, "");
    refused(
        red,
        new AccessRequest(
            "rolesanywhere:TagResource",
            ANCHOR,
            Map.of("stage", "test"),
            Map.of("team", "red"),
            Set.of("stage", "team"),
            Map.of()),
        "");
  }

  @Test
  void authorize_roleTagAndSessionTag_theSessionsStands() {
    Role role =
        world.role(
            Map.of("p", conditioned("\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}")));
    world.put(role.withTags(Map.of("Team", "red")));
    passed(session(), AccessRequest.of(GET, ANCHOR));
    refused(session(Map.of("team", "blue"), List.of()), AccessRequest.of(GET, ANCHOR), "");
  }

  @Test
  void authorize_conditionsOnTheCall_seeIt() {
    policies(
        Map.of(
            "p",
            conditioned(
                "\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"},"
                    + "\"Bool\":{\"aws:SecureTransport\":\"true\"},"
                    + "\"DateLessThan\":{\"aws:CurrentTime\":\"2026-11-25T00:00:00Z\"},"
                    + "\"StringEquals\":{\"aws:PrincipalAccount\":\"123456789012\","
                    + "\"aws:SourceIdentity\":\"demo\",\"aws:userid\":\"AROADEMO:0a1b\","
                    + "\"aws:RequestedRegion\":\"us-east-1\",\"iam:PassedToService\":\"x\"},"
                    + "\"ArnEquals\":{\"aws:PrincipalArn\":\""
                    + CallerWorld.ROLE_ARN
                    + "\"}")));
    AccessRequest request =
        new AccessRequest(
            GET, ANCHOR, Map.of(), Map.of(), Set.of(), Map.of("iam:PassedToService", "x"));
    passed(session(), request);
    Verdict<AuthenticatedCaller> plain =
        world
            .permissions()
            .authorize(session(), request, new CallOrigin("192.0.2.7", false, Optional.empty()));
    assertInstanceOf(Verdict.Refused.class, plain);
  }

  @Test
  void authorize_roleGoneOrMadeAgain_isRefused() {
    allow("*", "*");
    AuthenticatedCaller caller = session();
    world.roles.clear();
    refused(caller, AccessRequest.of(GET, ANCHOR), "gone");
  }

  private void allow(String action, String resource) {
    policies(Map.of("inline", policy("Allow", action, resource)));
  }

  private void policies(Map<String, String> inline) {
    world.put(world.role(inline));
  }

  private static String policy(String effect, String action, String resource) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"%s","Action":"%s","Resource":"%s"}}\
    """
        .formatted(effect, action, resource);
  }

  private static String conditioned(String condition) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
    "Condition":{%s}}}\
    """
        .formatted(condition);
  }

  private AuthenticatedCaller session() {
    return session(Map.of(), List.of());
  }

  private AuthenticatedCaller session(Map<String, String> tags, List<String> sessionPolicies) {
    SessionClaims claims = world.claims(tags, sessionPolicies);
    return new AuthenticatedCaller.Session("ASIA1", claims);
  }

  private void passed(AuthenticatedCaller caller, AccessRequest request) {
    switch (world.permissions().authorize(caller, request, ORIGIN)) {
      case Verdict.Passed<AuthenticatedCaller> _ -> {}
      case Verdict.Refused<AuthenticatedCaller> refused -> fail(refused.denial().auditReason());
    }
  }

  private void refused(AuthenticatedCaller caller, AccessRequest request, String reason) {
    switch (world.permissions().authorize(caller, request, ORIGIN)) {
      case Verdict.Passed<AuthenticatedCaller> _ -> fail("passed");
      case Verdict.Refused<AuthenticatedCaller> refused -> {
        assertInstanceOf(Denial.NotAllowed.class, refused.denial());
        assertTrue(refused.denial().auditReason().contains(reason), refused.denial().auditReason());
      }
    }
  }
}
