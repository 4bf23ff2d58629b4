package dev.grapnel.agent.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The service's time: this machine's, until the service has refused what was signed by that and has
 * taken what was signed by its own. What the service says of time, such as when credentials expire,
 * is judged by it too; so a clock that merely somebody tells ends no credentials. Thread-safe.
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

  /** How far the service's clock is ahead of ours, once that has mattered. */
  public Duration skew() {
    return skew;
  }

  /** Whether a difference is more than is believed. */
  static boolean isIncredible(Duration difference) {
    return difference.abs().compareTo(LARGEST_SKEW) > 0;
  }

  /**
   * Whether a refusal of what was signed with one skew may be due to the service's having another.
   */
  static boolean isFault(Duration signedWith, Duration told) {
    return told.minus(signedWith).abs().compareTo(TOLERATED_SKEW) > 0;
  }

  /** This machine's time with that skew. */
  Instant instant(Duration with) {
    return local.instant().plus(with);
  }

  /** How far the service is ahead of us if its time is that. */
  Duration ahead(Instant told) {
    return Duration.between(local.instant(), told);
  }

  /** Follows the service from now on: it has taken what was signed with that skew. */
  void adopt(Duration accepted) {
    skew = accepted;
  }
}
