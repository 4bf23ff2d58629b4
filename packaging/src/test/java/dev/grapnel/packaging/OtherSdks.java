package dev.grapnel.packaging;

import dev.grapnel.testing.PythonVenv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The AWS SDKs for Go and JavaScript and the AWS CLI, where their tools are on this machine: {@code
 * go} and {@code npm} fetch the SDKs at the versions that their lock files name.
 */
final class OtherSdks {
  private static final List<String> OUTLETS =
      List.of("direct", "daemon", "container", "imds", "file");

  private OtherSdks() {}

  static List<SdkClient> start(
      Path folder, BiFunction<String, Command, Command> at, String seconds, int issues)
      throws IOException {
    Path sources = Distribution.repository().resolve("packaging/src/test");
    Path go = copy(sources.resolve("go"), folder.resolve("go-client"));
    Path javascript = copy(sources.resolve("javascript"), folder.resolve("javascript-client"));
    tool("go", go, "build", "-o", "client", ".");
    tool("npm", javascript, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
    List<SdkClient> clients = new ArrayList<>();
    for (String outlet : OUTLETS) {
      String session = outlet.equals("file") ? "fresh" : "kept";
      Command goClient = Command.of(go.resolve("client"), session, seconds);
      Command nodeClient =
          Command.of(find("node"), javascript.resolve("client.mjs"), session, seconds);
      Path cli = sources.resolve("python/cli_client.py");
      Command cliClient =
          Command.of(PythonVenv.ready().python(), cli, PythonVenv.ready().aws(), seconds);
      clients.add(SdkClient.start("Go " + outlet, folder, issues, at.apply(outlet, goClient)));
      clients.add(
          SdkClient.start("JavaScript " + outlet, folder, issues, at.apply(outlet, nodeClient)));
      clients.add(SdkClient.start("CLI " + outlet, folder, issues, at.apply(outlet, cliClient)));
    }
    return clients;
  }

  /** Without what earlier builds left there. */
  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }

  /** Runs a tool of this machine, in its own environment, since it has its own settings there. */
  private static void tool(String name, Path directory, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(find(name)));
    words.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", words) + " failed: " + out);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static String find(String name) {
    Map<String, String> environment = System.getenv();
    String path = environment.getOrDefault("PATH", "") + ":/usr/local/go/bin";
    for (String folder : path.split(":", -1)) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    throw new AssertionError("this test needs " + name + " on the PATH");
  }
}
