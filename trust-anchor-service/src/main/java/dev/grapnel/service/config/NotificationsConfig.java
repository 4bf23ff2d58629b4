package dev.grapnel.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where notices of expiry go beside the audit trail.
 *
 * @param webhookUrl {@code https}, or {@code http} on loopback; without one, nowhere
 * @param webhookSecretFile the secret that deliveries are signed with
 * @param webhookCa a PEM file of the CAs to trust; without one, those of the Java runtime
 * @param webhookTime for one delivery, the answer included
 * @param webhookPatience how long a delivery that fails is tried again
 */
public record NotificationsConfig(
    Optional<URI> webhookUrl,
    Optional<Path> webhookSecretFile,
    Optional<Path> webhookCa,
    Duration webhookTime,
    Duration webhookPatience) {

  static NotificationsConfig from(Section section) {
    NotificationsConfig config =
        new NotificationsConfig(
            section.optionalUrl("webhook_url", "https"),
            section.optionalPath("webhook_secret_file"),
            section.optionalPath("webhook_ca"),
            section.duration(
                "webhook_time",
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofMinutes(5)),
            section.duration(
                "webhook_patience",
                Duration.ofHours(12),
                Duration.ofSeconds(1),
                Duration.ofDays(2)));
    if (config.webhookUrl().isPresent() != config.webhookSecretFile().isPresent()) {
      section.problem(
          "notifications.webhook_url and notifications.webhook_secret_file belong together: give"
              + " both or neither");
    }
    return config;
  }
}
