package dev.grapnel.service.config;

import java.time.Duration;

/**
 * What the API accepts at most.
 *
 * @param connections open connections
 * @param connectionsPerAddress open connections of one client address
 * @param streams concurrent HTTP/2 streams on a connection
 * @param inFlight requests being handled
 * @param headBytes request line and header fields
 * @param memoryBytes requests and unsent answers in memory
 * @param handshakeTime for a TLS handshake
 * @param requestTime for a request to arrive whole
 * @param idleTime for a connection without a request
 * @param writeTime for a client to take an answer
 * @param drainTime for open requests to finish when the service stops
 */
public record LimitsConfig(
    int connections,
    int connectionsPerAddress,
    int streams,
    int inFlight,
    long headBytes,
    long memoryBytes,
    Duration handshakeTime,
    Duration requestTime,
    Duration idleTime,
    Duration writeTime,
    Duration drainTime) {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST = 1_000_000;

  static LimitsConfig from(Section section) {
    return new LimitsConfig(
        section.number("connections", 4096, 1, MOST),
        section.number("connections_per_address", 1024, 1, MOST),
        section.number("streams", 100, 1, 10_000),
        section.number("in_flight", 512, 1, MOST),
        section.size("head_size", 128 << 10, 8 << 10, 1 << 20),
        section.size("memory", 64L << 20, 2L << 20, 64L << 30),
        section.duration("handshake_time", Duration.ofSeconds(10), SHORTEST, LONGEST),
        section.duration("request_time", Duration.ofSeconds(15), SHORTEST, LONGEST),
        section.duration("idle_time", Duration.ofSeconds(75), SHORTEST, LONGEST),
        section.duration("write_time", Duration.ofSeconds(30), SHORTEST, LONGEST),
        section.duration("drain_time", Duration.ofSeconds(20), Duration.ZERO, LONGEST));
  }
}
