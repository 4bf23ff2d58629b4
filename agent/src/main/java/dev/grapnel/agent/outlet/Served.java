package dev.grapnel.agent.outlet;

import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.credential.Refresher;
import java.util.Optional;

/**
 * What an outlet hands out: a profile's credentials as they are now.
 *
 * @param profile its name
 */
public record Served(String profile, Refresher refresher) {
  /** What SDKs parse may be refused for good (4xx) or try again (5xx). */
  record Unavailable(boolean isTransient, String message) {}

  Optional<Credentials> current() {
    return refresher.current();
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
