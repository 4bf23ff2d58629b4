package dev.grapnel.agent.daemon;

import dev.grapnel.agent.config.ProfileConfig;
import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.credential.Refresher;
import dev.grapnel.agent.outlet.CredentialsFile;
import dev.grapnel.agent.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What happens with each set of credentials of one profile as it is configured now: it is logged,
 * counted, and written to its files. What could not be written is tried again by {@link #repeat}.
 */
final class Delivery implements Refresher.Listener {
  private final ProfileConfig config;
  private final InstantSource clock;
  private final RunningProfile.Shared shared;
  private final CountDownLatch tried = new CountDownLatch(1);
  private Optional<Credentials> undelivered = Optional.empty();
  private Optional<Problem> problem = Optional.empty();

  /**
   * @param clock by which the credentials expire
   */
  Delivery(ProfileConfig config, InstantSource clock, RunningProfile.Shared shared) {
    this.config = config;
    this.clock = clock;
    this.shared = shared;
  }

  @Override
  public void refreshed(Credentials credentials) {
    shared.metrics().refreshed(config.name(), credentials.issued(), credentials.expiration());
    shared
        .log()
        .info(
            "credentials refreshed",
            "profile",
            config.name(),
            "accessKeyId",
            credentials.accessKeyId(),
            "expires",
            credentials.expiration().toString());
    write(credentials);
    tried.countDown();
  }

  private synchronized void write(Credentials credentials) {
    try {
      if (shared.store().isPresent()) {
        shared.store().get().store(config, credentials);
      }
      if (config.file().isPresent()) {
        ProfileConfig.FileConfig file = config.file().get();
        new CredentialsFile(file.path(), file.section()).write(credentials);
      }
      undelivered = Optional.empty();
      problem = Optional.empty();
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      undelivered = Optional.of(credentials);
      problem =
          Optional.of(
              new Problem(
                  "the credentials cannot be written: " + reason,
                  "check the file, its folder, their permissions and the free space"));
      shared
          .log()
          .error("credentials cannot be written", "profile", config.name(), "reason", reason);
    }
  }

  /** Writes again what could not be written, if there is such. */
  synchronized void repeat() {
    undelivered.ifPresent(this::write);
  }

  /** Whoever reads the file shall learn that there are none, as at the other outlets. */
  private synchronized void removeExpired() {
    undelivered = Optional.empty();
    if (config.file().isPresent()) {
      ProfileConfig.FileConfig file = config.file().get();
      try {
        new CredentialsFile(file.path(), file.section()).removeExpired(clock.instant());
      } catch (IOException e) {
        shared
            .log()
            .warn(
                "expired credentials cannot be removed from their file",
                "profile",
                config.name(),
                "reason",
                String.valueOf(e.getMessage()));
      }
    }
  }

  /** Waits until the first credentials have been written, or could not be: then why. */
  Optional<Problem> awaitWritten() throws InterruptedException {
    tried.await();
    synchronized (this) {
      return problem;
    }
  }

  /** Why the files are not as they should be. */
  synchronized Optional<Problem> problem() {
    return problem;
  }

  @Override
  public void failed(Refresher.Outcome.Failed failure, Duration pause, boolean stillGood) {
    shared
        .log()
        .warn(
            stillGood
                ? "the refresh failed; the credentials there are stay in use"
                : "no credentials: the refresh failed",
            "profile",
            config.name(),
            "reason",
            failure.problem().what(),
            "hint",
            failure.problem().hint(),
            "nextTryMillis",
            Long.toString(pause.toMillis()));
    if (!stillGood) {
      removeExpired();
    }
  }
}
