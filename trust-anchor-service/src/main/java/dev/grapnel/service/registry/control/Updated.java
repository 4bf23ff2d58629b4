package dev.grapnel.service.registry.control;

import java.util.Optional;

/**
 * A resource as an update left it.
 *
 * @param previousAliasName the alias that the update changed or removed; empty if it did neither
 */
public record Updated<T>(T resource, Optional<String> previousAliasName) {}
