package dev.grapnel.agent.daemon;

import dev.grapnel.agent.config.AgentConfig;
import dev.grapnel.agent.config.ProfileConfig;
import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.credential.ProcessAnswer;
import dev.grapnel.agent.outlet.ControlSocket;
import dev.grapnel.agent.outlet.ManagementServer;
import dev.grapnel.agent.outlet.OutletServer;
import dev.grapnel.agent.problem.Problem;
import dev.grapnel.agent.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The agent at work: starts the profiles and what serves them, reloads, stops. Its public methods
 * may be called from any thread.
 */
public final class Daemon implements AutoCloseable {
  private final AgentConfig config;
  private final RunningProfile.Shared shared;
  private final Map<String, RunningProfile> profiles = new TreeMap<>();
  private final List<AutoCloseable> listeners = new ArrayList<>();
  private List<String> managementAddresses = List.of();

  private Daemon(AgentConfig config, RunningProfile.Shared shared) {
    this.config = config;
    this.shared = shared;
  }

  /** Starts everything that the configuration asks for. */
  static Daemon start(AgentConfig config, RunningProfile.Shared shared, boolean withSocket)
      throws ProblemException {
    Daemon daemon = new Daemon(config, shared);
    try {
      for (ProfileConfig profile : config.profiles()) {
        daemon.start(profile);
      }
      daemon.listen(config, withSocket);
      return daemon;
    } catch (ProblemException e) {
      daemon.close();
      throw e;
    } catch (IOException e) {
      daemon.close();
      throw new ProblemException(
          "the agent cannot listen: " + e.getMessage(),
          "check that no other agent runs with this configuration",
          e);
    }
  }

  private void listen(AgentConfig config, boolean withSocket) throws IOException {
    if (withSocket) {
      listeners.add(ControlSocket.start(config.socket(), config.socketGroup(), this::answer));
    }
    if (config.management().isPresent()) {
      OutletServer server =
          ManagementServer.start(config.management().get(), this::isReady, shared.metrics()::text);
      listeners.add(server);
      String address = "http://" + config.management().get().getHostString() + ':' + server.port();
      managementAddresses = List.of(address);
      shared.log().info("listening", "outlet", "management", "address", address);
    }
  }

  /** Whether each profile has good credentials. */
  public synchronized boolean isReady() {
    return profiles.values().stream().allMatch(p -> p.refresher().current().isPresent());
  }

  /** Where the profile's outlets and the management address listen. */
  public synchronized List<String> addresses(String profile) {
    RunningProfile running = profiles.get(profile);
    return running == null ? List.of() : running.addresses();
  }

  public List<String> managementAddresses() {
    return managementAddresses;
  }

  /** Waits until every profile has had an attempt, at most that long each; whether all are good. */
  public boolean awaitFirstAttempt(Duration limit) throws InterruptedException {
    List<RunningProfile> all;
    synchronized (this) {
      all = List.copyOf(profiles.values());
    }
    boolean ready = true;
    for (RunningProfile profile : all) {
      ready &= profile.refresher().await(limit).isPresent();
    }
    return ready;
  }

  /** Waits until what has been refreshed is in its file, or why it is not. */
  public Optional<Problem> awaitWritten() throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    for (RunningProfile profile : profiles()) {
      profile.delivery().awaitWritten().ifPresent(problems::add);
    }
    return problems.stream().findFirst();
  }

  public synchronized String status() {
    return Status.json(profiles.values());
  }

  /** What went wrong last with a profile, if something did. */
  public synchronized Optional<Problem> lastProblem() {
    return profiles.values().stream()
        .flatMap(p -> p.refresher().state().failure().stream())
        .map(failure -> failure.problem())
        .findFirst();
  }

  /** Answers a line of the control socket. */
  private synchronized String answer(String question) {
    if (question.equals("status")) {
      return status();
    }
    String name = question.startsWith("credentials ") ? question.substring(12) : "";
    RunningProfile profile = profiles.get(name);
    if (profile == null) {
      return refusal("the agent has no profile \"" + name + '"', "see: grapnel-agent status");
    }
    Optional<Credentials> credentials = profile.refresher().current();
    if (credentials.isPresent()) {
      return credentials.get().refreshAt().getEpochSecond()
          + " "
          + ProcessAnswer.of(credentials.get());
    }
    Problem problem =
        profile
            .refresher()
            .state()
            .failure()
            .map(failure -> failure.problem())
            .orElse(new Problem("the agent has no credentials yet", "try again"));
    return refusal(problem.what(), problem.hint());
  }

  private static String refusal(String what, String hint) {
    Problem problem = new Problem(what, hint);
    return "error\t" + problem.what() + '\t' + problem.hint();
  }

  /**
   * Takes over a new configuration; what is the same goes on undisturbed. A profile that cannot be
   * started as the new configuration has it goes on as before.
   */
  public synchronized void reload(AgentConfig next) throws ProblemException {
    Map<String, ProfileConfig> wanted = new TreeMap<>();
    next.profiles().forEach(profile -> wanted.put(profile.name(), profile));
    for (String name : List.copyOf(profiles.keySet())) {
      if (!wanted.containsKey(name)) {
        close(name);
        shared.metrics().forget(name);
      }
    }
    List<ProblemException> problems = new ArrayList<>();
    for (ProfileConfig profile : wanted.values()) {
      try {
        reload(profile);
      } catch (ProblemException e) {
        problems.add(e);
      }
    }
    if (!next.hasSameFrame(config)) {
      shared.log().warn("changes of the [agent] table are used after a restart only");
    }
    if (!problems.isEmpty()) {
      throw problems.getFirst();
    }
    shared.log().info("configuration reloaded", "profiles", Integer.toString(profiles.size()));
  }

  private void reload(ProfileConfig profile) throws ProblemException {
    RunningProfile running = profiles.get(profile.name());
    if (running != null && running.config().equals(profile)) {
      running.refresher().refreshSoon();
    } else if (running == null) {
      start(profile);
    } else if (!running.reload(profile)) {
      ProfileConfig before = running.config();
      close(profile.name());
      try {
        start(profile);
      } catch (ProblemException e) {
        start(before);
        throw e;
      }
    }
  }

  private void start(ProfileConfig profile) throws ProblemException {
    RunningProfile fresh = new RunningProfile(profile, shared);
    try {
      fresh.start();
    } catch (ProblemException e) {
      fresh.close();
      throw e;
    }
    profiles.put(profile.name(), fresh);
  }

  private void close(String name) {
    RunningProfile running = profiles.remove(name);
    if (running != null) {
      running.close();
    }
  }

  synchronized List<RunningProfile> profiles() {
    return List.copyOf(profiles.values());
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable listener : listeners) {
      try {
        listener.close();
      } catch (Exception e) {
        shared.log().warn("a listener did not close", "reason", String.valueOf(e.getMessage()));
      }
    }
    listeners.clear();
    List.copyOf(profiles.keySet()).forEach(this::close);
  }
}
