package dev.grapnel.service.notification;

import dev.grapnel.service.audit.AuditTrail;
import dev.grapnel.service.registry.Registry;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces expiry, day by day, and shows the days that are left. It looks at the start and after
 * each midnight of UTC; where the store or the trail was away, again until it has been through.
 */
public final class Notifications implements AutoCloseable {
  /** How often it looks whether there is anything to do. */
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  private final Registry registry;
  private final InstantSource clock;
  private final AnchorWatch watch = new AnchorWatch();
  private final ExpiryNotices notices;
  private final ExpiryGauges gauges;
  private final NoticeMeters meters;
  private final @Nullable Webhook webhook;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("notifications").daemon().factory());
  private LocalDate done = LocalDate.MIN;

  /**
   * Not yet started.
   *
   * @param webhook where notices go beside the audit trail
   * @param nanoTime elapsed time
   */
  public Notifications(
      Registry registry,
      ExpiryStore store,
      AuditTrail trail,
      Optional<WebhookSettings> webhook,
      MeterRegistry meters,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.registry = registry;
    this.clock = clock;
    this.meters = new NoticeMeters(meters);
    this.gauges = new ExpiryGauges(meters, clock);
    Webhook started =
        webhook
            .map(settings -> Webhook.start(settings, clock, nanoTime, random, this.meters))
            .orElse(null);
    this.webhook = started;
    this.notices =
        new ExpiryNotices(store, trail, this.meters, started == null ? _ -> {} : started::send);
  }

  /** Looks from now on. */
  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::look, 0, INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  /** Shows the days that are left, and announces what is due if this day has not been through. */
  void look() {
    try {
      List<WatchedAnchor> anchors = watch.of(registry.current());
      gauges.show(anchors);
      Instant now = clock.instant();
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      if (!today.equals(done)) {
        notices.announce(anchors, now);
        done = today;
      }
    } catch (IOException e) {
      meters.failed();
      LOG.warn("notices of expiry are not all made yet: {}", e.getMessage());
    } catch (RuntimeException e) { // or it would never look again
      meters.failed();
      LOG.error("notices of expiry are not all made yet", e);
    }
  }

  @Override
  public void close() {
    notices.stop();
    thread.shutdown();
    try {
      var _ = thread.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (webhook != null) {
      webhook.close();
    }
  }
}
