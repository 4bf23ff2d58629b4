package dev.grapnel.service.audit.copy;

import java.time.Duration;

/**
 * How long destinations are waited for.
 *
 * @param connect for a connection, its TLS handshake included, and for one answer
 * @param firstRetry how long a failed attempt waits before the next; the wait doubles each time up
 *     to {@code lastRetry}
 */
public record CopyTimes(Duration connect, Duration firstRetry, Duration lastRetry) {
  public static final CopyTimes DEFAULT =
      new CopyTimes(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(1));
}
