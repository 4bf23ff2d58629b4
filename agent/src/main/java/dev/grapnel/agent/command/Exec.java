package dev.grapnel.agent.command;

import dev.grapnel.agent.config.AgentConfig;
import dev.grapnel.agent.config.ProfileConfig;
import dev.grapnel.agent.daemon.Daemon;
import dev.grapnel.agent.outlet.ContainerEndpoint;
import dev.grapnel.agent.problem.Problem;
import dev.grapnel.agent.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code exec -- CMD}: runs a program with credentials. In its environment for a short one; with
 * {@code --endpoint-for-child} through a container endpoint that is kept fresh as long as it runs.
 */
final class Exec {
  static final List<Option> OPTIONS =
      SessionOptions.with(
          new Option("profile", "NAME", "a profile of the running daemon"),
          AgentQuestions.SOCKET,
          new Option("endpoint-for-child", "", "keep the credentials fresh while CMD runs"));

  private static final List<String> CONFLICTING =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_SECURITY_TOKEN",
          "AWS_CREDENTIAL_EXPIRATION",
          "AWS_PROFILE",
          "AWS_DEFAULT_PROFILE",
          "AWS_ROLE_ARN",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  private static final List<String> KEPT =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private Exec() {}

  /** Runs the program and returns its exit code. */
  static int run(Arguments arguments, List<String> commandLine, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    List<String> program = arguments.operands();
    if (program.isEmpty()) {
      throw new UsageException("exec needs a program: grapnel-agent exec OPTIONS -- PROGRAM ...");
    }
    return arguments.isOn("endpoint-for-child")
        ? withEndpoint(program, arguments, surroundings)
        : start(program, environment(arguments, commandLine, surroundings), surroundings);
  }

  private static Map<String, String> environment(
      Arguments arguments, List<String> commandLine, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    List<String> own = commandLine.subList(0, commandLine.indexOf("--"));
    String json = CredentialProcess.answer(arguments, own, surroundings);
    Map<String, String> texts = ProcessJson.texts(json);
    return Map.of(
        "AWS_ACCESS_KEY_ID", texts.getOrDefault("AccessKeyId", ""),
        "AWS_SECRET_ACCESS_KEY", texts.getOrDefault("SecretAccessKey", ""),
        "AWS_SESSION_TOKEN", texts.getOrDefault("SessionToken", ""),
        "AWS_CREDENTIAL_EXPIRATION", texts.getOrDefault("Expiration", ""),
        "AWS_ACCOUNT_ID", texts.getOrDefault("AccountId", ""));
  }

  private static int withEndpoint(
      List<String> program, Arguments arguments, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    AgentConfig plain =
        LongRunning.config(arguments, surroundings, Optional.empty(), Optional.empty());
    try {
      Path folder = Files.createTempDirectory("grapnel-agent-");
      Path tokenFile = folder.resolve("token");
      try (Daemon daemon =
          LongRunning.supervision(surroundings).start(withContainer(plain, tokenFile), false)) {
        if (!daemon.awaitFirstAttempt(Duration.ofSeconds(45))) {
          throw new ProblemException(
              daemon.lastProblem().orElse(new Problem("no credentials in time", "try again")));
        }
        String address = daemon.addresses(plain.profiles().getFirst().name()).getFirst();
        return start(
            program,
            Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                address + ContainerEndpoint.PATH,
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                tokenFile.toString()),
            surroundings);
      } finally {
        Files.deleteIfExists(tokenFile);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new ProblemException(
          "the token file cannot be made: " + e.getMessage(), "check the temporary folder", e);
    }
  }

  private static AgentConfig withContainer(AgentConfig config, Path tokenFile) {
    ProfileConfig profile = config.profiles().getFirst();
    ProfileConfig.ContainerConfig container =
        new ProfileConfig.ContainerConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            tokenFile,
            Duration.ofDays(1),
            Optional.empty());
    return new AgentConfig(
        config.socket(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(
            new ProfileConfig(
                profile.name(),
                profile.source(),
                profile.target(),
                profile.connection(),
                profile.chain(),
                Optional.of(container),
                Optional.empty(),
                Optional.empty())));
  }

  private static int start(
      List<String> program, Map<String, String> credentials, Surroundings surroundings)
      throws ProblemException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program).inheritIO();
    Map<String, String> environment = builder.environment();
    CONFLICTING.forEach(environment::remove);
    environment.remove(KeyOptions.PASSWORD_VARIABLE); // the agent's secret, not the program's
    for (String name : KEPT) {
      String kept = environment.remove("GRAPNEL_KEPT_" + name);
      if (kept != null) {
        environment.put(name, kept);
      }
    }
    environment.putAll(credentials);
    try {
      Process child = builder.start();
      Thread end = new Thread(child::destroy, "end-child");
      Runtime.getRuntime().addShutdownHook(end);
      int code = child.waitFor();
      surroundings.terminal().out().flush();
      return code;
    } catch (IOException e) {
      throw new ProblemException(
          "the program " + program.getFirst() + " cannot be started",
          "check its name and that it may be run",
          e);
    }
  }
}
