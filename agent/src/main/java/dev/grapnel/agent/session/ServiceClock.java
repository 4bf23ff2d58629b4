package dev.grapnel.agent.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The service's time: this machine's, until a refusal has shown that it is too far off to sign by.
 * What the service says of time, such as when credentials expire, is judged by it too. Thread-safe.
 */
public final class ServiceClock implements InstantSource {
  /** Beyond this difference to the service's clock a refusal may be the clock's fault. */
  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(4);

  /** Beyond this the service's word is not followed: whoever answers could have anything signed. */
  static final Duration LARGEST_SKEW = Duration.ofHours(24);

  private final InstantSource local;
  private volatile Duration skew = Duration.ZERO;

  public ServiceClock(InstantSource local) {
    this.local = local;
  }

  @Override
  public Instant instant() {
    return local.instant().plus(skew);
  }

  /** How far the service's clock is ahead of ours, once a refusal has shown that it matters. */
  public Duration skew() {
    return skew;
  }

  /** Whether the time that the service told differs from ours by more than is believed. */
  boolean isIncredible(Instant told) {
    return Duration.between(local.instant(), told).abs().compareTo(LARGEST_SKEW) > 0;
  }

  /** Follows what the service said its time is now, if that differs by much; whether it does. */
  boolean follow(Instant told) {
    Duration found = Duration.between(local.instant(), told);
    if (isIncredible(told) || found.minus(skew).abs().compareTo(TOLERATED_SKEW) <= 0) {
      return false;
    }
    skew = found;
    return true;
  }
}
