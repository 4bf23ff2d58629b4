package dev.grapnel.service.token;

import dev.grapnel.protocol.arn.Arn;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that a session token says. Times are whole seconds.
 *
 * @param roleUniqueId the role's {@code AROA...}; a role made again under the same name has another
 * @param sourceIdentity empty where the session has none
 * @param principalTags session tags by key, as {@code aws:PrincipalTag/KEY}
 * @param sessionPolicies policy documents that cap the session; empty for none
 * @param grantedBy ARNs of what the session was granted by (trust anchor, profile), for audit
 */
public record SessionClaims(
    String accountId,
    Arn roleArn,
    String roleUniqueId,
    String sessionName,
    String sourceIdentity,
    Instant issuedAt,
    Instant expiresAt,
    Map<String, String> principalTags,
    List<String> sessionPolicies,
    List<String> grantedBy) {
  public SessionClaims {
    principalTags = Map.copyOf(principalTags);
    sessionPolicies = List.copyOf(sessionPolicies);
    grantedBy = List.copyOf(grantedBy);
  }
}
