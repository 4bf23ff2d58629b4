package dev.grapnel.packaging;

import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.RunningService;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TrustedTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The build's step that trains the programs' AOT caches (JEP 514) on the assembled tree itself: the
 * service starts, registers and grants; the agent makes one cold call. A JVM accepts a cache only
 * with the very jars, options and Java of its training.
 */
public final class TrainAotCaches {
  private final Path tree;
  private final Path folder;

  private TrainAotCaches(Path tree, Path folder) {
    this.tree = tree;
    this.folder = folder;
  }

  /**
   * Writes {@code lib/service/service.aot} and {@code lib/agent/agent.aot}.
   *
   * @param args the repository's folder and the build's timestamp (ISO 8601)
   * @throws Exception if a program does not do its work
   */
  public static void main(String[] args) throws Exception {
    Path tree = Path.of(args[0]).resolve("packaging/target/grapnel");
    Path folder = Files.createTempDirectory("grapnel-training-");
    try {
      new TrainAotCaches(tree, folder).train();
      Trees.stamp(tree, Instant.parse(args[1]));
    } finally {
      Trees.remove(folder);
    }
  }

  private void train() throws Exception {
    Path launcher = tree.resolve("bin/trust-anchor-service");
    Files.deleteIfExists(cache("service"));
    Files.deleteIfExists(cache("agent"));
    Map<String, String> output = output("service");
    try (RunningService service = RunningService.start(launcher, folder.resolve("data"), output)) {
      agentCall(service);
    }
    report("service");
    report("agent");
  }

  private void agentCall(RunningService service) throws Exception {
    TestCa ca = TestCa.root("Training CA", KeyKind.P256);
    TestIdentity workload = ca.leaf("training").issue();
    Path certificate = Files.writeString(folder.resolve("workload.pem"), workload.pem());
    Path key = Files.writeString(folder.resolve("workload.key"), workload.keyPkcs8Pem());
    ControlPlane controlPlane =
        new ControlPlane(service, new TrustedTls(service.caCertificate()).fresh());
    String role = controlPlane.role("training");
    List<String> call =
        List.of(
            tree.resolve("bin/grapnel-agent").toString(),
            "credential-process",
            "--no-cache",
            "--certificate",
            certificate.toString(),
            "--private-key",
            key.toString(),
            "--trust-anchor-arn",
            controlPlane.trustAnchor("training", ca.pem()),
            "--profile-arn",
            controlPlane.profile("training", role),
            "--role-arn",
            role,
            "--endpoint",
            service.api().toString(),
            "--ca-bundle",
            service.caCertificate().toString());
    run(call, output("agent"));
  }

  private Map<String, String> output(String program) {
    return Map.of("GRAPNEL_JAVA_OPTIONS", "-XX:AOTCacheOutput=" + cache(program));
  }

  private Path cache(String program) {
    return tree.resolve("lib").resolve(program).resolve(program + ".aot");
  }

  /** A program without its cache starts more slowly and does the same. */
  private void report(String program) {
    if (!Files.exists(cache(program))) {
      System.err.println("warning: the JVM of the " + program + " has written no AOT cache");
    }
  }

  private static void run(List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the agent failed: " + out);
    }
  }
}
