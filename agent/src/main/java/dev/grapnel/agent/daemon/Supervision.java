package dev.grapnel.agent.daemon;

import dev.grapnel.agent.config.AgentConfig;
import dev.grapnel.agent.config.ProfileConfig;
import dev.grapnel.agent.outlet.OutletServer;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.Timing;
import dev.grapnel.protocol.supervision.Signals;
import dev.grapnel.protocol.supervision.SystemdNotice;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a daemon until it is told to stop: signals, the service manager, the watchdog. */
public final class Supervision {
  /** Reads the configuration anew. */
  @FunctionalInterface
  public interface Reload {
    AgentConfig read() throws ProblemException;
  }

  private static final Duration LONGEST_PULSE = Duration.ofSeconds(10);

  private final Map<String, String> environment;
  private final Timing timing;
  private final PrintStream err;

  public Supervision(Map<String, String> environment, Timing timing, PrintStream err) {
    this.environment = environment;
    this.timing = timing;
    this.err = err;
  }

  /** The parts that a daemon's profiles share. */
  private RunningProfile.Shared shared(AgentConfig config) throws ProblemException {
    SecureRandom random = new SecureRandom();
    try {
      Optional<SealedStore> store =
          config.diskCache().isPresent()
              ? Optional.of(SealedStore.open(config.diskCache().get(), random))
              : Optional.empty();
      return new RunningProfile.Shared(
          timing, random, new Metrics(), new Log(err, timing.clock(), config.jsonLogs()), store);
    } catch (IOException e) {
      throw new ProblemException(
          "the disk cache cannot be used: " + e.getMessage(),
          "check agent.disk-cache and agent.disk-cache-key",
          e);
    }
  }

  /** Starts a daemon without waiting for anything; the caller closes it. */
  public Daemon start(AgentConfig config, boolean withSocket) throws ProblemException {
    OutletServer.setLimits();
    return Daemon.start(config, shared(config), withSocket);
  }

  /** Runs until SIGTERM or SIGINT; SIGHUP reloads. */
  public void run(AgentConfig config, boolean withSocket, Reload reload)
      throws ProblemException, InterruptedException {
    run(config, withSocket, reload, _ -> {});
  }

  /**
   * Runs until SIGTERM or SIGINT; SIGHUP reloads.
   *
   * @param listening told once everything listens
   */
  public void run(AgentConfig config, boolean withSocket, Reload reload, Consumer<Daemon> listening)
      throws ProblemException, InterruptedException {
    SystemdNotice manager = new SystemdNotice(environment);
    CountDownLatch end = new CountDownLatch(1);
    OutletServer.setLimits();
    RunningProfile.Shared shared = shared(config);
    try (Daemon daemon = Daemon.start(config, shared, withSocket)) {
      for (String signal : new String[] {"TERM", "INT"}) {
        Signals.handle(signal, end::countDown);
      }
      Signals.handle("HUP", () -> reload(daemon, reload, manager, shared.log()));
      listening.accept(daemon);
      daemon.awaitFirstAttempt(Duration.ofSeconds(30));
      manager.ready(daemon.profiles().size() + " profiles");
      shared.log().info("ready", "profiles", Integer.toString(daemon.profiles().size()));
      pulse(daemon, manager, end);
      manager.stopping();
      shared.log().info("stopping");
    }
  }

  private void reload(Daemon daemon, Reload reload, SystemdNotice manager, Log log) {
    manager.reloading(timing.nanoTime().getAsLong());
    try {
      daemon.reload(reload.read());
    } catch (ProblemException e) {
      log.error(
          "the new configuration is not used; the one before still is",
          "reason",
          e.problem().what());
    }
    manager.ready(daemon.profiles().size() + " profiles");
  }

  /** Signs of life to the service manager, and the rotation of tokens, until the end. */
  private void pulse(Daemon daemon, SystemdNotice manager, CountDownLatch end)
      throws InterruptedException {
    Duration interval = manager.watchdogInterval().orElse(LONGEST_PULSE);
    Duration step = interval.compareTo(LONGEST_PULSE) < 0 ? interval : LONGEST_PULSE;
    long start = timing.nanoTime().getAsLong();
    long rounds = 0;
    while (!end.await(step.toMillis(), TimeUnit.MILLISECONDS)) {
      daemon.isReady(); // takes the daemon's lock: a daemon that hangs gives no sign of life
      manager.alive();
      rounds++;
      long before = start + (rounds - 1) * step.toNanos();
      for (RunningProfile profile : daemon.profiles()) {
        profile.delivery().repeat();
        profile.renewTls();
        profile
            .config()
            .container()
            .map(ProfileConfig.ContainerConfig::tokenRotation)
            .filter(r -> crosses(before - start, before - start + step.toNanos(), r.toNanos()))
            .ifPresent(_ -> profile.rotateToken());
      }
    }
  }

  /** Whether a multiple of the period lies after the first and not after the second moment. */
  private static boolean crosses(long afterNanos, long untilNanos, long periodNanos) {
    return untilNanos / periodNanos > afterNanos / periodNanos;
  }
}
