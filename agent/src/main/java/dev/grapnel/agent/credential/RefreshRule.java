package dev.grapnel.agent.credential;

import java.time.Duration;
import java.time.Instant;

/**
 * When credentials are refreshed: while more than 16 minutes are left, so that SDKs (which refresh
 * within the last 15) always get some that they take for fresh; where the lifetime is too short for
 * that, at two thirds of it.
 */
public final class RefreshRule {
  /** What is left when credentials are refreshed, if their lifetime allows it. */
  public static final Duration MARGIN = Duration.ofMinutes(16);

  private RefreshRule() {}

  /** The moment from which credentials issued and expiring then are to be refreshed. */
  public static Instant refreshAt(Instant issued, Instant expiration) {
    Duration lifetime = Duration.between(issued, expiration);
    Instant byMargin = expiration.minus(MARGIN);
    // A lifetime just over the margin would mean a refresh every few seconds.
    boolean allows = byMargin.compareTo(issued.plus(lifetime.dividedBy(3))) >= 0;
    return allows ? byMargin : issued.plus(lifetime.multipliedBy(2).dividedBy(3));
  }
}
