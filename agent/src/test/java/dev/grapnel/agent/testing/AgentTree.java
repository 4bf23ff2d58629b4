package dev.grapnel.agent.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The launcher in a tree of its own, over the classes under test, counting the JVMs it starts. With
 * {@code ONLY_COUNT} in its environment it counts them and starts none.
 */
public final class AgentTree {
  /** What a run printed, and its exit code. */
  public record Run(int exitCode, String out, String err) {}

  private final Path root;
  private final Path starts;

  private AgentTree(Path root) {
    this.root = root;
    this.starts = root.resolve("jvm-starts");
  }

  public static AgentTree create(Path folder) throws IOException {
    AgentTree tree = new AgentTree(folder.resolve("tree"));
    tree.lay();
    return tree;
  }

  private void lay() throws IOException {
    Path lib = Files.createDirectories(root.resolve("lib/agent"));
    Files.createDirectories(root.resolve("bin"));
    Path repository = Path.of(System.getProperty("grapnel.root", ".."));
    String options =
        String.join(
            " ",
            Files.readAllLines(
                repository.resolve("packaging/src/main/launcher/grapnel-agent.options")));
    String launcher =
        Files.readString(repository.resolve("packaging/src/main/launcher/grapnel-agent"))
            .replace("@CLASS_PATH@", classPath())
            .replace("@JAVA_OPTIONS@", options);
    executable(launcher(), launcher);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path counting = lib.resolve("counting-java");
    // With the variable set it only counts.
    executable(
        counting,
        "#!/bin/sh\necho . >>'"
            + starts
            + "'\n[ -z \"$ONLY_COUNT\" ] || exit 7\nexec '"
            + java
            + "' \"$@\"\n");
    Files.writeString(lib.resolve("find-java.sh"), "grapnel_java='" + counting + "'\n");
  }

  private static String classPath() {
    List<String> parts = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!part.contains("test") && !part.contains("junit") && !part.contains("jazzer")) {
        parts.add(part);
      }
    }
    return String.join(File.pathSeparator, parts);
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  public Path launcher() {
    return root.resolve("bin/grapnel-agent");
  }

  /** How many JVMs have been started so far. */
  public int jvmStarts() throws IOException {
    return Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
  }

  /** Starts the launcher; the shell is empty for the one of its first line. */
  public Process start(
      List<String> shell, Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.add(launcher().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs the launcher to its end. */
  public Run run(
      List<String> shell, Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    return result(start(shell, directory, environment, arguments));
  }

  /** Waits for a started run. */
  public static Run result(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the launcher did not end within a minute");
    }
    return new Run(process.exitValue(), out, err);
  }
}
