package dev.grapnel.agent.session;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * When to try again, as the SDKs' standard mode does: three attempts in all, exponential back-off
 * with full jitter of at most 20 s, and what the service asks for with {@code Retry-After}.
 *
 * @param attempts in all, the first included
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">AWS:
 *     retry behavior</a>
 */
public record RetryRule(int attempts) {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Set<String> THROTTLING =
      Set.of(
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottledException",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "BandwidthLimitExceeded",
          "LimitExceededException",
          "RequestThrottled",
          "SlowDown",
          "PriorRequestNotComplete",
          "EC2ThrottledException");

  private static final int STANDARD_ATTEMPTS = 3;

  /** Three attempts, or as many as {@code AWS_MAX_ATTEMPTS} says. */
  public static RetryRule of(Map<String, String> environment) {
    String text = environment.getOrDefault("AWS_MAX_ATTEMPTS", "");
    try {
      return new RetryRule(Math.clamp(Long.parseLong(text), 1, 10));
    } catch (NumberFormatException _) {
      return new RetryRule(STANDARD_ATTEMPTS);
    }
  }

  static boolean isTransient(int status, String code) {
    return switch (status) {
      case 429, 500, 502, 503, 504 -> true;
      default -> THROTTLING.contains(code);
    };
  }

  /**
   * How long to wait before the next attempt.
   *
   * @param failed how many attempts have failed, from 1
   * @param random from 0 to 1
   */
  Duration pause(int failed, double random, SessionFailure failure) {
    Duration ceiling = Duration.ofSeconds(1L << Math.min(failed - 1, 5));
    Duration limited = ceiling.compareTo(LONGEST) > 0 ? LONGEST : ceiling;
    Duration jittered = Duration.ofMillis((long) (limited.toMillis() * random));
    Duration asked =
        failure instanceof SessionFailure.Refused refused
            ? refused.retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    Duration bounded = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    return bounded.compareTo(jittered) > 0 ? bounded : jittered;
  }
}
