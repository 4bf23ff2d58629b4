package dev.grapnel.service.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** What the trail counts. Thread-safe. */
final class AuditMeters {
  private final MeterRegistry registry;
  private final LongSupplier nanoTime;
  private final Counter records;
  private final Counter failures;
  private final Timer groups;
  private final Counter unproven;
  private final Counter sampled;
  private final Counter checkpointFailures;

  AuditMeters(MeterRegistry registry, LongSupplier nanoTime) {
    this.registry = registry;
    this.nanoTime = nanoTime;
    records = counter("grapnel.audit.records", "Records kept on the disk");
    failures = counter("grapnel.audit.failures", "Groups of records that could not be kept");
    groups =
        Timer.builder("grapnel.audit.group")
            .description("Time to keep a group of records, disk included")
            .register(registry);
    unproven = counter("grapnel.audit.unproven", "Refusals before proof");
    sampled = counter("grapnel.audit.unproven.sampled", "Refusals before proof kept as samples");
    checkpointFailures =
        counter("grapnel.audit.checkpoint.failures", "Checkpoints that could not be kept");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /** Shows how many records have no checkpoint yet. */
  <T> void unchecked(T source, ToDoubleFunction<T> count) {
    Gauge.builder("grapnel.audit.unchecked.records", source, count)
        .description("Records since the last checkpoint")
        .strongReference(true)
        .register(registry);
  }

  /** Shows whether records can be kept. */
  <T> void healthy(T source, ToDoubleFunction<T> health) {
    Gauge.builder("grapnel.audit.healthy", source, health)
        .description("1 while records can be kept, 0 while not")
        .strongReference(true)
        .register(registry);
  }

  long startNanos() {
    return nanoTime.getAsLong();
  }

  void kept(int count, long startNanos) {
    records.increment(count);
    groups.record(nanoTime.getAsLong() - startNanos, TimeUnit.NANOSECONDS);
  }

  void failed() {
    failures.increment();
  }

  void unproven() {
    unproven.increment();
  }

  void sampled() {
    sampled.increment();
  }

  void checkpointFailed() {
    checkpointFailures.increment();
  }
}
