package dev.grapnel.service.config;

/**
 * Rules for policies and certificates that operators may set.
 *
 * @param trustPolicyCharacters the longest trust policy (AWS: 2,048 by default)
 */
public record PolicyConfig(int trustPolicyCharacters) {

  static PolicyConfig from(Section section) {
    return new PolicyConfig(section.number("trust_policy_size", 2048, 256, 8192));
  }
}
