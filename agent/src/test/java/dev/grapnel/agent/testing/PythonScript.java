package dev.grapnel.agent.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A script of this module's tests, which does what Java cannot: datagrams, terminals, options. */
public final class PythonScript {
  private PythonScript() {}

  /** What it printed, errors too, and its exit code. */
  public record Ended(int exitCode, String out) {}

  /** Starts it with nothing but that in its environment. */
  public static Process start(String name, Map<String, String> environment, Object... arguments)
      throws IOException {
    Path root = Path.of(System.getProperty("grapnel.root", ".."));
    List<String> words = new ArrayList<>(List.of("python3"));
    words.add(root.resolve("agent/src/test/python").resolve(name).toString());
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs it to its end. */
  public static Ended run(String name, Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    Process process = start(name, environment, arguments);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }
}
