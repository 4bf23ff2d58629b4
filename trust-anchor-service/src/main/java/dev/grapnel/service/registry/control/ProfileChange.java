package dev.grapnel.service.registry.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to change of a profile; what is empty stays.
 *
 * @param aliasName the empty text removes the alias
 */
public record ProfileChange(
    Optional<String> name,
    Optional<String> sessionPolicy,
    Optional<List<String>> roleArns,
    Optional<List<String>> managedPolicyArns,
    Optional<Duration> duration,
    Optional<Boolean> acceptRoleSessionName,
    Optional<String> aliasName) {}
