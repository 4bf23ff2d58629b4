package dev.grapnel.service.notification;

import dev.grapnel.service.registry.NotificationSetting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** What announcements count. Thread-safe. */
final class NoticeMeters {
  private final Map<NotificationSetting.Event, Counter> announced =
      new EnumMap<>(NotificationSetting.Event.class);
  private final Counter leftOut;
  private final Counter failures;
  private final MeterRegistry registry;

  NoticeMeters(MeterRegistry registry) {
    this.registry = registry;
    for (NotificationSetting.Event event : NotificationSetting.Event.values()) {
      announced.put(
          event,
          Counter.builder("grapnel.notifications")
              .description("Notices of expiry in the audit trail")
              .tag("event", event.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    leftOut = counter("grapnel.notifications.left.out", "Notices that were too many for the day");
    failures = counter("grapnel.notifications.failures", "Looks that ended early");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  void announced(NotificationSetting.Event event) {
    Optional.ofNullable(announced.get(event)).ifPresent(Counter::increment);
  }

  void leftOut(int count) {
    leftOut.increment(count);
  }

  void failed() {
    failures.increment();
  }

  /** The counters of a webhook's notices. */
  WebhookMeters webhook(IntSupplier waiting) {
    Gauge.builder("grapnel.notifications.webhook.waiting", waiting, IntSupplier::getAsInt)
        .description("Notices that wait for the webhook")
        .strongReference(true)
        .register(registry);
    return new WebhookMeters(
        notices("delivered"),
        notices("refused"),
        notices("given_up"),
        notices("dropped"),
        counter(
            "grapnel.notifications.webhook.retries", "Deliveries that failed and were retried"));
  }

  private Counter notices(String outcome) {
    return Counter.builder("grapnel.notifications.webhook.notices")
        .description("Notices by what became of them at the webhook")
        .tag("outcome", outcome)
        .register(registry);
  }
}
