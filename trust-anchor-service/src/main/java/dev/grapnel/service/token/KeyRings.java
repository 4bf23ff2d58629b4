package dev.grapnel.service.token;

import java.util.Optional;

/** Where the present ring comes from. Thread-safe; a call costs one volatile read. */
public interface KeyRings {
  KeyRing current();

  /**
   * The key of that id, retired or not. One that is not in the present ring is looked for in the
   * store, within a limit on how often, because another replica may have made it.
   */
  Optional<RingKey> find(RingKeyId id);
}
