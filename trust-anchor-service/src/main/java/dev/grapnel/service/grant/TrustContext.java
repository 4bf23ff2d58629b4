package dev.grapnel.service.grant;

import dev.grapnel.service.policy.Principal;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.registry.TrustAnchor;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * What a trust policy's conditions see of a session that is asked for: the raw mapped attributes,
 * since an attribute left out would make negated conditions true.
 */
final class TrustContext {
  private static final String SERVICE = "rolesanywhere.amazonaws.com";

  private TrustContext() {}

  static RequestContext of(
      Candidate candidate, SessionIdentity identity, CallFacts call, Instant now) {
    TrustAnchor anchor = candidate.chain().trustAnchor();
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    RequestContext.Builder builder =
        RequestContext.builder(
                new Principal.Service(SERVICE),
                RoleTrust.ASSUME_ROLE,
                candidate.role().arn().toString())
            .resourceAccount(candidate.role().accountId())
            .principalKeys()
            .key("aws:ResourceAccount", candidate.role().accountId())
            .key("aws:SourceArn", anchor.arn().toString())
            .key("aws:SourceAccount", anchor.accountId())
            .key("aws:SourceIp", call.sourceIp())
            .key("aws:SecureTransport", Boolean.toString(call.secureTransport()))
            .key("aws:CurrentTime", DateTimeFormatter.ISO_INSTANT.format(second))
            .key("aws:EpochTime", Long.toString(second.getEpochSecond()))
            .key("sts:SourceIdentity", identity.sourceIdentity())
            .key("sts:RoleSessionName", identity.sessionName())
            .key("aws:TagKeys", List.copyOf(identity.attributes().keySet()));
    call.userAgent().ifPresent(agent -> builder.key("aws:UserAgent", agent));
    for (Map.Entry<String, String> attribute : identity.attributes().entrySet()) {
      builder.key("aws:PrincipalTag/" + attribute.getKey(), attribute.getValue());
      builder.key("aws:RequestTag/" + attribute.getKey(), attribute.getValue());
    }
    candidate.role().tags().forEach((k, v) -> builder.key("aws:ResourceTag/" + k, v));
    return builder.build();
  }
}
