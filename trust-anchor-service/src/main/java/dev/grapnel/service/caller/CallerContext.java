package dev.grapnel.service.caller;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.session.WireInstant;
import dev.grapnel.service.policy.Principal;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.token.SessionClaims;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The condition keys of a session's call.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS:
 *     global condition keys</a>
 */
record CallerContext(InstantSource clock, String region) {

  RequestContext of(
      AuthenticatedCaller.Session session, Role role, AccessRequest request, CallOrigin origin) {
    RequestContext.Builder builder =
        RequestContext.builder(principal(session), request.action(), request.resource())
            .resourceAccount(session.accountId())
            .principalKeys()
            .key("aws:ResourceAccount", session.accountId())
            .key("aws:RequestedRegion", region)
            .key("aws:ViaAWSService", "false");
    addSession(builder, session.claims(), role);
    addOrigin(builder, origin);
    addRequest(builder, request);
    return builder.build();
  }

  private static Principal principal(AuthenticatedCaller.Session session) {
    SessionClaims claims = session.claims();
    Arn arn =
        new Arn(
            claims.roleArn().partition(),
            "sts",
            "",
            claims.accountId(),
            "assumed-role/" + session.roleName() + '/' + claims.sessionName());
    return new Principal.RoleSession(arn, Optional.of(claims.roleArn()));
  }

  /** A session tag stands in place of the role's tag of the same key, whatever its case. */
  private static void addSession(RequestContext.Builder builder, SessionClaims claims, Role role) {
    role.tags().forEach((key, value) -> builder.key("aws:PrincipalTag/" + key, value));
    claims.principalTags().forEach((key, value) -> builder.key("aws:PrincipalTag/" + key, value));
    builder.key("aws:userid", claims.roleUniqueId() + ':' + claims.sessionName());
    builder.key("aws:TokenIssueTime", WireInstant.write(claims.issuedAt()));
    if (!claims.sourceIdentity().isEmpty()) {
      builder.key("aws:SourceIdentity", claims.sourceIdentity());
    }
  }

  private void addOrigin(RequestContext.Builder builder, CallOrigin origin) {
    Instant now = clock.instant();
    builder
        .key("aws:CurrentTime", WireInstant.write(now))
        .key("aws:EpochTime", Long.toString(now.getEpochSecond()))
        .key("aws:SourceIp", origin.sourceIp())
        .key("aws:SecureTransport", Boolean.toString(origin.secureTransport()));
    origin.userAgent().ifPresent(agent -> builder.key("aws:UserAgent", agent));
  }

  private static void addRequest(RequestContext.Builder builder, AccessRequest request) {
    request.requestTags().forEach((key, value) -> builder.key("aws:RequestTag/" + key, value));
    request.resourceTags().forEach((key, value) -> builder.key("aws:ResourceTag/" + key, value));
    builder.key("aws:TagKeys", List.copyOf(request.tagKeys()));
    request.conditionKeys().forEach(builder::key);
  }
}
