package dev.grapnel.service.registry.control;

import dev.grapnel.service.registry.TrustAnchor.SourceType;
import java.util.Optional;

/**
 * What to change of a trust anchor; what is empty stays.
 *
 * @param aliasName the empty text removes the alias
 */
public record TrustAnchorChange(
    Optional<String> name,
    Optional<SourceType> sourceType,
    Optional<String> certificateData,
    Optional<Boolean> crlDpRevocationEnabled,
    Optional<String> aliasName) {}
