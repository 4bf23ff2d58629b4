package dev.grapnel.agent.outlet;

import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.credential.Refresher;
import java.util.Optional;

/**
 * What an outlet hands out: a profile's credentials as they are now. A reload may put another
 * refresher behind it, without the outlet noticing. Thread-safe.
 */
public final class Served {
  /** Counts answers. */
  @FunctionalInterface
  public interface Meter {
    void served(String outlet, String profile, int status);
  }

  /** What SDKs parse may be refused for good (4xx) or try again (5xx). */
  record Unavailable(boolean isTransient, String message) {}

  private final String profile;
  private final Meter meter;
  private volatile Refresher refresher;

  public Served(String profile, Refresher refresher, Meter meter) {
    this.profile = profile;
    this.refresher = refresher;
    this.meter = meter;
  }

  public void replace(Refresher other) {
    refresher = other;
  }

  public Refresher refresher() {
    return refresher;
  }

  Optional<Credentials> current() {
    return refresher.current();
  }

  void count(String outlet, int status) {
    meter.served(outlet, profile, status);
  }

  /** Why there are none; never more than the caller may know. */
  Unavailable unavailable() {
    return refresher
        .state()
        .failure()
        .map(
            failure ->
                new Unavailable(
                    failure.isTransient(),
                    failure.isTransient()
                        ? "no valid credentials now: the last refresh failed; see the agent's log"
                        : "no valid credentials: the refresh is refused; see the agent's log"))
        .orElse(new Unavailable(true, "no credentials yet"));
  }
}
