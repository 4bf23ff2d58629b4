package dev.grapnel.service.http;

import java.time.Duration;

/** The default limits with one of them changed. */
final class LimitsForTests {
  private LimitsForTests() {}

  static HttpLimits inFlight(int count) {
    return of(64L << 20, 4096, 100, count, Duration.ofSeconds(15), Duration.ofSeconds(75), WRITE);
  }

  static HttpLimits memory(long bytes) {
    return of(bytes, 4096, 100, 512, Duration.ofSeconds(15), Duration.ofSeconds(75), WRITE);
  }

  static HttpLimits connections(int count) {
    return of(64L << 20, count, 100, 512, Duration.ofSeconds(15), Duration.ofSeconds(75), WRITE);
  }

  static HttpLimits streams(int count) {
    return of(64L << 20, 4096, count, 512, Duration.ofSeconds(15), Duration.ofSeconds(75), WRITE);
  }

  static HttpLimits writeTime(Duration time) {
    return of(64L << 20, 4096, 100, 512, Duration.ofSeconds(15), Duration.ofSeconds(75), time);
  }

  static HttpLimits times(Duration request, Duration idle) {
    return of(64L << 20, 4096, 100, 512, request, idle, WRITE);
  }

  private static final Duration WRITE = Duration.ofSeconds(30);

  private static HttpLimits of(
      long memory,
      int connections,
      int streams,
      int inFlight,
      Duration request,
      Duration idle,
      Duration write) {
    return new HttpLimits(
        128 << 10,
        64 << 10,
        100,
        (method, path) -> 64 << 10,
        memory,
        connections,
        connections,
        streams,
        inFlight,
        Duration.ofSeconds(10),
        request,
        idle,
        write);
  }
}
