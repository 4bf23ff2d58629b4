package dev.grapnel.agent.command;

import dev.grapnel.agent.config.AgentConfig;
import dev.grapnel.agent.config.ConfigReader;
import dev.grapnel.agent.config.ProfileConfig;
import dev.grapnel.agent.daemon.Daemon;
import dev.grapnel.agent.daemon.Supervision;
import dev.grapnel.agent.problem.Problem;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.SessionTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code daemon}, and {@code serve} and {@code update}, which are a daemon of one profile. */
final class LongRunning {
  static final List<Option> DAEMON_OPTIONS =
      List.of(new Option("config", "FILE", "the configuration, TOML"));
  static final List<Option> SERVE_OPTIONS =
      SessionOptions.with(
          new Option("port", "PORT", "9911 if absent; 0 picks a free one"),
          new Option("hop-limit", "HOPS", "how far answers travel; 64 if absent"));
  static final List<Option> UPDATE_OPTIONS =
      SessionOptions.with(
          new Option("profile", "NAME", "the section to write; default if absent"),
          new Option("once", "", "write once and end"));

  private static final int IMDS_PORT = 9911;
  private static final int HOPS = 64;
  private static final int MAX_PORT = 65_535;
  private static final Duration ONCE_LIMIT = Duration.ofSeconds(45);
  private static final String NAME = "default";

  private LongRunning() {}

  static void daemon(Arguments arguments, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    Path file = Path.of(arguments.required("config"));
    ConfigReader reader = new ConfigReader(surroundings.environment());
    supervision(surroundings).run(reader.read(file), true, () -> reader.read(file));
  }

  static void serve(Arguments arguments, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    int port = arguments.number("port", IMDS_PORT, 0, MAX_PORT);
    int hops = arguments.number("hop-limit", HOPS, 1, 255);
    SessionTarget target = SessionOptions.target(arguments, surroundings.environment());
    String role = target.request().roleArn().resourceId();
    ProfileConfig.ImdsConfig imds =
        new ProfileConfig.ImdsConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            hops,
            role.substring(role.lastIndexOf('/') + 1));
    AgentConfig config = config(arguments, surroundings, Optional.of(imds), Optional.empty());
    supervision(surroundings)
        .run(
            config,
            false,
            () -> config,
            daemon ->
                surroundings
                    .terminal()
                    .err()
                    .println(
                        "export AWS_EC2_METADATA_SERVICE_ENDPOINT="
                            + daemon.addresses(NAME).getFirst()
                            + "/"));
  }

  static void update(Arguments arguments, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    ProfileConfig.FileConfig file =
        new ProfileConfig.FileConfig(
            credentialsFile(surroundings), arguments.value("profile").orElse(NAME));
    AgentConfig config = config(arguments, surroundings, Optional.empty(), Optional.of(file));
    if (!arguments.isOn("once")) {
      supervision(surroundings).run(config, false, () -> config);
      return;
    }
    try (Daemon daemon = supervision(surroundings).start(config, false)) {
      if (!daemon.awaitFirstAttempt(ONCE_LIMIT)) {
        throw new ProblemException(
            daemon
                .lastProblem()
                .orElse(new Problem("no credentials in time", "check the endpoint")));
      }
      Optional<Problem> problem = daemon.awaitWritten();
      if (problem.isPresent()) {
        throw new ProblemException(problem.get());
      }
    }
  }

  private static Path credentialsFile(Surroundings surroundings) throws ProblemException {
    String named = surroundings.environment().getOrDefault("AWS_SHARED_CREDENTIALS_FILE", "");
    String home = surroundings.environment().getOrDefault("HOME", "");
    if (named.isEmpty() && home.isEmpty()) {
      throw new ProblemException(
          "neither AWS_SHARED_CREDENTIALS_FILE nor HOME is set",
          "set one, so that the credentials file can be found");
    }
    return named.isEmpty() ? Path.of(home, ".aws", "credentials") : Path.of(named);
  }

  /** A configuration of one profile from a command line. */
  static AgentConfig config(
      Arguments arguments,
      Surroundings surroundings,
      Optional<ProfileConfig.ImdsConfig> imds,
      Optional<ProfileConfig.FileConfig> file)
      throws UsageException, ProblemException {
    ProfileConfig profile =
        new ProfileConfig(
            NAME,
            KeyOptions.keySource(arguments, surroundings),
            SessionOptions.target(arguments, surroundings.environment()),
            SessionOptions.connection(arguments, surroundings.environment()),
            Optional.empty(),
            Optional.empty(),
            imds,
            file);
    return new AgentConfig(
        ConfigReader.defaultSocket(surroundings.environment()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(profile));
  }

  static Supervision supervision(Surroundings surroundings) {
    return new Supervision(
        surroundings.environment(), surroundings.timing(), surroundings.terminal().err());
  }
}
