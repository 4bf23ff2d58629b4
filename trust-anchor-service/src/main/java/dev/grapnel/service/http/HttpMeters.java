package dev.grapnel.service.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What one server counts; the meters are made once, so that a request pays for no look-up. */
final class HttpMeters {
  private static final String SERVER = "server";
  private static final int STATUS_CLASS = 100;

  private final MeterRegistry registry;
  private final String server;
  private final Counter[] answers = new Counter[6];
  private final Map<EdgeFault.Kind, Counter> refusals = new EnumMap<>(EdgeFault.Kind.class);
  private final Counter failedHandshakes;
  private final Counter surplusConnections;

  HttpMeters(MeterRegistry registry, String server) {
    this.registry = registry;
    this.server = server;
    for (int i = 2; i < answers.length; i++) {
      answers[i] = counter("grapnel.http.answers", "Answers by handlers", "status", i + "xx");
    }
    for (EdgeFault.Kind kind : EdgeFault.Kind.values()) {
      String status = Integer.toString(kind.status());
      refusals.put(
          kind, counter("grapnel.http.refusals", "Requests no handler saw", "status", status));
    }
    failedHandshakes =
        counter("grapnel.http.connections.failed", "Connections lost", "why", "handshake");
    surplusConnections =
        counter("grapnel.http.connections.failed", "Connections lost", "why", "limit");
  }

  private Counter counter(String name, String description, String tag, String value) {
    return Counter.builder(name)
        .description(description)
        .tag(SERVER, server)
        .tag(tag, value)
        .register(registry);
  }

  void inFlight(IntSupplier count) {
    Gauge.builder("grapnel.http.requests.active", count::getAsInt)
        .description("Requests being handled")
        .tag(SERVER, server)
        .register(registry);
  }

  void connections(IntSupplier count) {
    Gauge.builder("grapnel.http.connections", count::getAsInt)
        .description("Open connections")
        .tag(SERVER, server)
        .register(registry);
  }

  void memory(LongSupplier bytes) {
    Gauge.builder("grapnel.http.memory", bytes::getAsLong)
        .description("Requests and unsent answers held in memory")
        .baseUnit("bytes")
        .tag(SERVER, server)
        .register(registry);
  }

  void answered(int status) {
    answers[status / STATUS_CLASS].increment();
  }

  void refused(EdgeFault.Kind kind) {
    Counter counter = refusals.get(kind);
    if (counter != null) {
      counter.increment();
    }
  }

  void handshakeFailed() {
    failedHandshakes.increment();
  }

  void connectionRefused() {
    surplusConnections.increment();
  }
}
