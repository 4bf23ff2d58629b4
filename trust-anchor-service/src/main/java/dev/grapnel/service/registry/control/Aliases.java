package dev.grapnel.service.registry.control;

import java.util.Optional;

/** How requests speak of aliases. */
final class Aliases {
  private Aliases() {}

  /** The alias of a new resource: the empty text means none. */
  static Optional<String> given(Optional<String> aliasName) {
    return aliasName.filter(alias -> !alias.isEmpty());
  }

  /** The alias after a change: no text keeps the present one, the empty text removes it. */
  static Optional<String> changed(Optional<String> present, Optional<String> aliasName) {
    return aliasName.isPresent() ? given(aliasName) : present;
  }
}
