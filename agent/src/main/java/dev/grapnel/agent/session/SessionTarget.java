package dev.grapnel.agent.session;

import java.time.Duration;
import java.util.Optional;

/**
 * Which session is asked for.
 *
 * @param region of the signature's scope
 * @param roleAccountId 12 digits
 * @param duration whole seconds
 */
public record SessionTarget(
    Endpoint endpoint,
    String region,
    String trustAnchorArn,
    String profileArn,
    String roleArn,
    String roleAccountId,
    Duration duration,
    Optional<String> sessionName) {}
