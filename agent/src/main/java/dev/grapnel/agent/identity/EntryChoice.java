package dev.grapnel.agent.identity;

import java.util.Optional;

/**
 * Which key of a store that holds several.
 *
 * @param alias the entry's name
 * @param selector what its certificate must say
 */
public record EntryChoice(Optional<String> alias, Optional<CertificateSelector> selector) {
  /** The only key there is. */
  public static final EntryChoice ONLY = new EntryChoice(Optional.empty(), Optional.empty());
}
