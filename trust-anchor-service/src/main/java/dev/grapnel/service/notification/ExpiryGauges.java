package dev.grapnel.service.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Days to expiry by trust anchor, of those that are enabled. Of very many, the {@link #MOST} that
 * expire first are shown, so that the least value is always among them. For one thread.
 */
final class ExpiryGauges {
  /** How many trust anchors are shown. */
  static final int MOST = 1_000;

  private static final double SECONDS = Duration.ofDays(1).toSeconds();

  private record Shown(String arn, Instant end) {}

  private final InstantSource clock;
  private final MultiGauge gauge;

  ExpiryGauges(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    this.gauge =
        MultiGauge.builder("grapnel.trust.anchor.days.to.expiry")
            .description("Days until the first of the anchor's certificates expires")
            .register(registry);
  }

  void show(List<WatchedAnchor> anchors) {
    Instant now = clock.instant();
    List<MultiGauge.Row<?>> rows =
        anchors.stream()
            .filter(watched -> watched.anchor().enabled())
            .flatMap(watched -> shown(watched, now))
            .sorted(Comparator.comparing(Shown::end))
            .limit(MOST)
            .<MultiGauge.Row<?>>map(
                shown -> MultiGauge.Row.of(Tags.of("trust_anchor", shown.arn()), shown, this::days))
            .toList();
    gauge.register(rows, true);
  }

  private static Stream<Shown> shown(WatchedAnchor watched, Instant now) {
    Optional<Instant> end = watched.earliestEnd(now);
    return end.map(at -> new Shown(watched.anchor().arn().toString(), at)).stream();
  }

  private double days(Shown shown) {
    return (shown.end().getEpochSecond() - clock.instant().getEpochSecond()) / SECONDS;
  }
}
