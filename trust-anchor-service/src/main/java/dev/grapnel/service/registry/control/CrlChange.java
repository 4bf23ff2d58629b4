package dev.grapnel.service.registry.control;

import java.util.Optional;

/**
 * What to change of a CRL; what is empty stays.
 *
 * @param aliasName the empty text removes the alias
 */
public record CrlChange(Optional<String> name, Optional<byte[]> data, Optional<String> aliasName) {}
