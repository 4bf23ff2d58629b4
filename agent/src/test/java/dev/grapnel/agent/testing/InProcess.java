package dev.grapnel.agent.testing;

import dev.grapnel.agent.command.Commands;
import dev.grapnel.agent.command.Surroundings;
import dev.grapnel.agent.command.Terminal;
import dev.grapnel.agent.session.Timing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Runs a command as the main class does, in this JVM and without waiting between attempts. */
public final class InProcess {
  private InProcess() {}

  public static AgentTree.Run run(
      InstantSource clock, Path directory, Map<String, String> environment, List<String> line)
      throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            environment,
            directory,
            clock.instant(),
            new Timing(clock, System::nanoTime, duration -> {}, () -> 0.5),
            new Terminal(stream(out), stream(err)));
    int exitCode = Commands.run(line, surroundings);
    return new AgentTree.Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
