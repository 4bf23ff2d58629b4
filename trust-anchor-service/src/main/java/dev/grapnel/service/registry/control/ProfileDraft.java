package dev.grapnel.service.registry.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A profile to be.
 *
 * @param duration {@link #DEFAULT_DURATION} unless the caller says
 * @param aliasName empty, or the empty text, for none
 */
public record ProfileDraft(
    String name,
    boolean enabled,
    boolean acceptRoleSessionName,
    boolean requireInstanceProperties,
    Duration duration,
    List<String> roleArns,
    List<String> managedPolicyArns,
    Optional<String> sessionPolicy,
    Optional<String> aliasName,
    Map<String, String> tags) {
  public static final Duration DEFAULT_DURATION = Duration.ofHours(1);
}
