package dev.grapnel.agent.command;

import dev.grapnel.agent.session.Timing;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param started when the program started
 */
public record Surroundings(
    Map<String, String> environment,
    Path workingDirectory,
    Instant started,
    Timing timing,
    Terminal terminal) {}
