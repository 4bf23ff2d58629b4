package dev.grapnel.packaging;

import dev.grapnel.testing.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Helm, compiled from its Go module at a pinned version and kept in the user's cache folder. The
 * first compilation takes minutes: it happens in continuous integration and in the long run alone.
 */
final class Helm {
  private static final String VERSION = "v3.18.6";
  private static final int BUILD_MINUTES = 10;

  private Helm() {}

  /** Its path; the calling test is skipped where it is not there and not to be built. */
  static Path require() {
    Path folder =
        Path.of(System.getProperty("user.home"), ".cache", "grapnel-tests", "helm-" + VERSION);
    Path helm = folder.resolve("helm");
    if (Files.isExecutable(helm)) {
      return helm;
    }
    boolean mayBuild = Scale.current() == Scale.LONG || "true".equals(System.getenv("CI"));
    Assumptions.assumeTrue(
        mayBuild,
        "skipped: Helm is not built yet; mvn verify -Plong builds it once (some minutes), as does"
            + " CI=true mvn verify");
    build(folder);
    return helm;
  }

  private static void build(Path folder) {
    Path go = Path.of("/usr/local/go/bin/go");
    List<String> words = new ArrayList<>(List.of("nice", "-n", "5"));
    words.add(Files.isExecutable(go) ? go.toString() : "go");
    words.addAll(List.of("install", "helm.sh/helm/v3/cmd/helm@" + VERSION));
    try {
      Path log = Files.createTempFile("helm-build", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().put("GOBIN", Files.createDirectories(folder).toString());
      Process process = builder.start();
      if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      boolean built = process.waitFor() == 0;
      String why = Objects.requireNonNull(Files.readString(log));
      Assumptions.assumeTrue(
          built, "skipped: Helm cannot be built from its Go module here: " + why);
    } catch (IOException e) {
      Assumptions.abort("skipped: Helm needs Go to be built: " + e.getMessage());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Renders a chart into a file; helm's own words where it refuses. */
  static Command.Ended template(Path chart, String release, String namespace, Path... values) {
    Command command =
        Command.of(
            require(),
            "template",
            release,
            chart,
            "--kube-version",
            "1.31.0",
            "--namespace",
            namespace);
    for (Path file : values) {
      command = command.and("--values", file.toString());
    }
    return command.with("HOME", System.getProperty("java.io.tmpdir")).run();
  }
}
