package dev.grapnel.agent.command;

import dev.grapnel.agent.config.AgentConfig;
import dev.grapnel.agent.config.ConfigReader;
import dev.grapnel.agent.config.ProfileConfig;
import dev.grapnel.agent.credential.CacheFolder;
import dev.grapnel.agent.identity.ChainOrder;
import dev.grapnel.agent.identity.IdentityReader;
import dev.grapnel.agent.identity.WorkloadIdentity;
import dev.grapnel.agent.problem.Problem;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.ErrorCodes;
import dev.grapnel.agent.session.RetryRule;
import dev.grapnel.agent.session.SessionClient;
import dev.grapnel.agent.session.SessionFailure;
import dev.grapnel.agent.session.SessionResult;
import dev.grapnel.agent.session.UrlConnectionTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code doctor}: checks all that a session needs, one thing a line, and says what to fix. */
final class Doctor {
  static final List<Option> OPTIONS =
      SessionOptions.with(new Option("config", "FILE", "check the profiles of this configuration"));

  private static final Duration SOON = Duration.ofDays(7);
  private static final Duration TOLERABLE = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Surroundings surroundings;
  private boolean healthy = true;

  private Doctor(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Prints its findings; whether all is well. */
  static boolean run(Arguments arguments, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    Optional<String> file = arguments.value("config");
    AgentConfig config =
        file.isPresent()
            ? new ConfigReader(surroundings.environment()).read(Path.of(file.get()))
            : LongRunning.config(arguments, surroundings, Optional.empty(), Optional.empty());
    Doctor doctor = new Doctor(surroundings);
    doctor.good("Java " + Runtime.version() + ", agent " + Version.TEXT);
    doctor.checkCache();
    for (ProfileConfig profile : config.profiles()) {
      doctor.check(profile);
    }
    return doctor.healthy;
  }

  private void good(String what) {
    surroundings.terminal().answer("ok       " + what);
  }

  private void bad(Problem problem) {
    healthy = false;
    surroundings.terminal().answer("PROBLEM  " + problem.what());
    surroundings.terminal().answer("         fix: " + problem.hint());
  }

  private void note(String what) {
    surroundings.terminal().answer("note     " + what);
  }

  private void checkCache() {
    if (CacheFolder.open(surroundings.environment()).isPresent()) {
      good("the cache folder is private and writable");
    } else {
      note("there is no cache folder of this user's own with mode 0700: nothing will be cached");
    }
  }

  private void check(ProfileConfig profile) throws InterruptedException {
    note("profile " + profile.name() + ": " + profile.target().request().roleArn());
    try {
      WorkloadIdentity identity = checkIdentity(profile);
      checkSession(profile, identity);
    } catch (ProblemException e) {
      bad(e.problem());
    }
  }

  private WorkloadIdentity checkIdentity(ProfileConfig profile) throws ProblemException {
    WorkloadIdentity identity =
        new IdentityReader(surroundings.timing().clock()).read(profile.source());
    good(
        "the "
            + identity.leaf().publicKey().getAlgorithm()
            + " key belongs to the certificate "
            + identity.leaf().subject());
    Instant end = identity.leaf().notAfter();
    if (surroundings.timing().clock().instant().plus(SOON).isAfter(end)) {
      note("the certificate expires soon, at " + end + ": renew it");
    } else {
      good("the certificate is valid until " + end);
    }
    if (identity.chain().isEmpty()) {
      note("no intermediates are sent: the trust anchor must have issued the certificate itself");
    } else {
      ChainOrder.require(identity);
      good(identity.chain().size() + " intermediates lead up from the certificate");
    }
    return identity;
  }

  /** The service takes signatures that are up to five minutes old or early. */
  private void checkClock(Duration ahead) {
    if (ahead.abs().compareTo(TOLERABLE) > 0) {
      bad(
          new Problem(
              "this machine's clock is off by " + ahead.toSeconds() + " s by the service's",
              "set the clock; let NTP keep it"));
    } else {
      good("the clock agrees with the service's within " + TOLERABLE.toSeconds() + " s");
    }
  }

  private void checkSession(ProfileConfig profile, WorkloadIdentity identity)
      throws ProblemException, InterruptedException {
    SessionClient client =
        new SessionClient(
            UrlConnectionTransport.to(profile.target().endpoint(), profile.connection()),
            new RetryRule(1),
            LIMIT,
            surroundings.timing());
    SessionResult result = client.create(identity, profile.target());
    client.clockDifference().ifPresent(this::checkClock);
    switch (result) {
      case SessionResult.Issued issued -> {
        good("the service at " + profile.target().endpoint().base() + " is reached and trusted");
        good(
            "a trial CreateSession succeeded; credentials until "
                + issued.credentials().expiration());
      }
      case SessionResult.Failed(SessionFailure.Refused refused) -> {
        good("the service at " + profile.target().endpoint().base() + " is reached and trusted");
        bad(refused.problem());
        note(ErrorCodes.explain(refused.error().status(), refused.error().code()));
      }
      case SessionResult.Failed failed -> bad(failed.failure().problem());
    }
  }
}
