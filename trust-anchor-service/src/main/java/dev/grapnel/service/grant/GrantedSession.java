package dev.grapnel.service.grant;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.chain.TrustedChain;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A session that may be issued; only this package makes one, after every check. */
public final class GrantedSession {
  private final TrustedChain chain;
  private final Profile profile;
  private final Role role;
  private final String sessionName;
  private final String sourceIdentity;
  private final SessionTags tags;
  private final Instant issuedAt;
  private final Instant expiresAt;

  GrantedSession(
      TrustedChain chain,
      Profile profile,
      Role role,
      String sessionName,
      String sourceIdentity,
      SessionTags tags,
      Instant issuedAt,
      Instant expiresAt) {
    this.chain = chain;
    this.profile = profile;
    this.role = role;
    this.sessionName = sessionName;
    this.sourceIdentity = sourceIdentity;
    this.tags = tags;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
  }

  public TrustedChain chain() {
    return chain;
  }

  /** The anchor that the certificate leads to. */
  public Arn trustAnchorArn() {
    return chain.trustAnchor().arn();
  }

  public Profile profile() {
    return profile;
  }

  public Role role() {
    return role;
  }

  public String sessionName() {
    return sessionName;
  }

  public String sourceIdentity() {
    return sourceIdentity;
  }

  /** The mapped attributes that travel with the session. */
  public Map<String, String> tags() {
    return tags.kept();
  }

  /** Keys of mapped attributes whose values are no legal session tags. */
  public List<String> droppedTagKeys() {
    return tags.droppedKeys();
  }

  /** The policy documents that cap the session, each on its own. */
  public List<String> sessionPolicies() {
    return SessionPolicies.of(profile);
  }

  /** What an operator should know of a session that is granted all the same, by a short name. */
  public Map<String, String> warnings() {
    return profile.managedPolicyArns().isEmpty()
        ? Map.of()
        : Map.of("managedPolicies", SessionPolicies.MANAGED_POLICIES_WARNING);
  }

  public Instant issuedAt() {
    return issuedAt;
  }

  public Instant expiresAt() {
    return expiresAt;
  }
}
