package dev.grapnel.service.registry.control;

import java.util.Map;
import java.util.Optional;

/**
 * A CRL to be imported.
 *
 * @param trustAnchor ARN or alias ARN of an anchor of the same account
 * @param aliasName empty, or the empty text, for none
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once; not compared.
public record CrlDraft(
    String name,
    byte[] data,
    boolean enabled,
    String trustAnchor,
    Optional<String> aliasName,
    Map<String, String> tags) {}
