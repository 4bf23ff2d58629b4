package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What an account has registered and the snapshot holds. Immutable. */
public sealed interface Resource permits TrustAnchor, Profile, Crl, Role {
  Arn arn();

  ResourceKey key();

  Map<String, String> tags();

  /** The alias, unique among the account's resources of that kind. */
  Optional<String> aliasName();

  /** Grows with each change; never the same for two states of one resource. */
  long version();

  /** The same with other tags. */
  Resource withTags(Map<String, String> tags);

  /** The same as changed at that time and by that change. A role does not keep the time. */
  Resource stamped(Instant updatedAt, long version);

  default String accountId() {
    return arn().account();
  }
}
