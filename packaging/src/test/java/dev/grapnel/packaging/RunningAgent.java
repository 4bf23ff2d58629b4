package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code grapnel-agent daemon} as a child process, with its log in a file. */
final class RunningAgent implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LISTENING =
      Pattern.compile("outlet=\"(\\w+)\" .*address=\"([^\"]+)\"");

  private final Process process;
  private final Path log;

  private RunningAgent(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it and waits until it is ready: it listens and has credentials. */
  static RunningAgent start(Path config, Path log, Map<String, String> environment) {
    RunningAgent agent = launch(config, log, environment);
    agent.await("the agent is ready", () -> agent.log().contains(" ready "));
    return agent;
  }

  /** Starts it and waits for nothing. */
  static RunningAgent launch(Path config, Path log, Map<String, String> environment) {
    Process process =
        Command.of(Distribution.agent(), "daemon", "--config", config)
            .withAll(environment)
            .start(ProcessBuilder.Redirect.to(log.toFile()));
    return new RunningAgent(process, log);
  }

  /** Where that outlet listens, such as {@code http://127.0.0.1:40123}. */
  String address(String outlet) {
    Optional<String> found =
        LISTENING
            .matcher(log())
            .results()
            .filter(match -> match.group(1).equals(outlet))
            .map(match -> match.group(2))
            .findFirst();
    return found.orElseThrow(() -> new AssertionError("no outlet " + outlet + ": " + log()));
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** How many sets of credentials it has obtained. */
  long refreshes() {
    Matcher matcher = Pattern.compile("credentials refreshed").matcher(log());
    return matcher.results().count();
  }

  void await(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end) || !process.isAlive()) {
        process.destroyForcibly();
        throw new AssertionError("waited in vain: " + what + "\n" + log());
      }
      pause(Duration.ofMillis(50));
    }
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the agent did not end: " + log());
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
