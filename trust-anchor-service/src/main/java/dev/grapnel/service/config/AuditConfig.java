package dev.grapnel.service.config;

import dev.grapnel.service.audit.copy.SyslogAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The audit trail's files.
 *
 * @param folder where they are; without one, {@code audit} in the data folder
 * @param rotateBytes when a file is full
 * @param rotateAge when a file is old
 * @param checkpointInterval how long records may be without a signed checkpoint
 * @param unprovenBytes the disk share of samples of refusals before proof
 * @param unprovenPerSecond how many such refusals a second are kept as samples
 * @param copySyslog a syslog server that gets a copy
 * @param copyOtlp the URL of an OpenTelemetry collector's logs that gets a copy
 * @param copyStdout whether standard output gets a copy
 * @param copyCa a PEM file of the CAs to trust for copies; without one, those of the Java runtime
 */
public record AuditConfig(
    Optional<Path> folder,
    long rotateBytes,
    Duration rotateAge,
    Duration checkpointInterval,
    long unprovenBytes,
    int unprovenPerSecond,
    Optional<SyslogAddress> copySyslog,
    Optional<URI> copyOtlp,
    boolean copyStdout,
    Optional<Path> copyCa) {

  static AuditConfig from(Section section) {
    return new AuditConfig(
        section.optionalPath("folder"),
        section.size("rotate_size", 64L << 20, 64L << 10, 16L << 30),
        section.duration(
            "rotate_age", Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofDays(366)),
        section.duration(
            "checkpoint_interval",
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofDays(1)),
        section.size("unproven_size", 64L << 20, 256L << 10, 16L << 30),
        section.number("unproven_rate", 10, 0, 10_000),
        section.optionalSyslog("copy_syslog"),
        section.optionalUrl("copy_otlp"),
        section.bool("copy_stdout", false),
        section.optionalPath("copy_ca"));
  }
}
