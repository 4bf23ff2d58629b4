package dev.grapnel.service.registry.control;

import java.time.Duration;
import java.util.Map;

/**
 * A role to be.
 *
 * @param path {@code /} unless the caller says
 * @param maxSessionDuration {@link #DEFAULT_MAX_SESSION_DURATION} unless the caller says
 */
public record RoleDraft(
    String path,
    String name,
    String description,
    String trustPolicy,
    Duration maxSessionDuration,
    Map<String, String> tags) {
  public static final Duration DEFAULT_MAX_SESSION_DURATION = Duration.ofHours(1);
}
