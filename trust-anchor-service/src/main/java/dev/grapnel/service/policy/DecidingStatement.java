package dev.grapnel.service.policy;

import java.util.Optional;

/**
 * A statement that decided.
 *
 * @param policy the name under which its policy was given
 * @param sid the statement's Sid, where it has one
 * @param index the statement's place in its policy, from 0
 */
public record DecidingStatement(String policy, PolicyKind kind, Optional<String> sid, int index) {
  /** What names the statement in its policy: its Sid, else its index. */
  public String label() {
    return sid.orElseGet(() -> String.valueOf(index));
  }

  @Override
  public String toString() {
    return policy + '#' + label();
  }
}
