package dev.grapnel.service;

import dev.grapnel.service.config.NotificationsConfig;
import dev.grapnel.service.file.SecretFile;
import dev.grapnel.service.notification.WebhookSettings;
import dev.grapnel.service.tls.TrustedRoots;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The settings of {@code notifications} as that package takes them. */
final class WebhookSettingsOf {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Duration LAST_RETRY = Duration.ofMinutes(10);

  private WebhookSettingsOf() {}

  /** Empty where there is no webhook; reads the secret, and whom to trust. */
  static Optional<WebhookSettings> config(NotificationsConfig config) throws IOException {
    if (config.webhookUrl().isEmpty() || config.webhookSecretFile().isEmpty()) {
      return Optional.empty();
    }
    Optional<SSLContext> tls = Optional.empty();
    if (config.webhookCa().isPresent()) {
      tls = Optional.of(TrustedRoots.of(config.webhookCa().get()));
    }
    return Optional.of(
        new WebhookSettings(
            config.webhookUrl().get(),
            SecretFile.read(config.webhookSecretFile().get()),
            tls,
            config.webhookTime(),
            FIRST_RETRY,
            LAST_RETRY,
            config.webhookPatience()));
  }
}
