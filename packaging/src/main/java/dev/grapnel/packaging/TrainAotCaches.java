package dev.grapnel.packaging;

import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.RunningService;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TrustedTls;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The build's step that trains the programs' AOT caches (JEP 514) on the assembled tree itself: the
 * service starts, registers and grants; the agent serves for a while, which takes nearly every
 * class that its other commands need too. A JVM accepts a cache only with the very options and Java
 * of its training; Java 25 does not look whether the jars are those too, so that the launchers do.
 */
public final class TrainAotCaches {
  private static final Path SERVICE = Path.of("lib/service/service.aot");
  private static final Path AGENT = Path.of("lib/agent/agent.aot");
  private static final int REQUESTS = 50;

  /** Records of what ran hot would take memory for as long as the agent runs. */
  private static final String NO_PROFILES =
      "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining ";

  private final Path tree;
  private final Path folder;

  private TrainAotCaches(Path tree, Path folder) {
    this.tree = tree;
    this.folder = folder;
  }

  /**
   * Writes {@code lib/service/service.aot} and {@code lib/agent/agent.aot}.
   *
   * @param args the repository's folder
   * @throws Exception if a program does not do its work
   */
  public static void main(String[] args) throws Exception {
    Path tree = Path.of(args[0]).resolve("packaging/target/grapnel");
    Instant stamp = DistributionTree.stampOf(tree);
    Path folder = Files.createTempDirectory("grapnel-training-");
    try {
      new TrainAotCaches(tree, folder).train();
      Trees.stamp(tree, stamp);
    } finally {
      Trees.remove(folder);
    }
  }

  private void train() throws Exception {
    Path launcher = tree.resolve("bin/trust-anchor-service");
    for (Path cache : List.of(SERVICE, AGENT)) {
      Files.deleteIfExists(tree.resolve(cache));
    }
    Map<String, String> output = output(SERVICE);
    try (RunningService service = RunningService.start(launcher, folder.resolve("data"), output)) {
      serve(agentCall(service));
    }
    report(SERVICE);
    report(AGENT);
  }

  private List<String> agentCall(RunningService service) throws Exception {
    TestCa ca = TestCa.root("Training CA", KeyKind.P256);
    TestIdentity workload = ca.leaf("training").issue();
    Path certificate = Files.writeString(folder.resolve("workload.pem"), workload.pem());
    Path key = Files.writeString(folder.resolve("workload.key"), workload.keyPkcs8Pem());
    ControlPlane controlPlane =
        new ControlPlane(service, new TrustedTls(service.caCertificate()).fresh());
    String role = controlPlane.role("training");
    return List.of(
        tree.resolve("bin/grapnel-agent").toString(),
        "serve",
        "--port",
        "0",
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
  }

  /** The agent as a metadata service, which answers a few requests. */
  private void serve(List<String> call) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(call).redirectErrorStream(true);
    builder
        .environment()
        .put("GRAPNEL_JAVA_OPTIONS", NO_PROFILES + "-XX:AOTCacheOutput=" + tree.resolve(AGENT));
    Process process = builder.start();
    process.getOutputStream().close();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String base = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("export ")) {
          base = line.substring(line.indexOf('=') + 1);
        } else if (line.contains(" ready ")) {
          askForCredentials(base);
          process.toHandle().destroy();
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("the agent failed to serve");
    }
  }

  private static void askForCredentials(String base) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder put = HttpRequest.newBuilder(URI.create(base + "latest/api/token"));
      put.PUT(HttpRequest.BodyPublishers.noBody());
      String token = client.send(put.build(), HttpResponse.BodyHandlers.ofString()).body();
      String role = base + "latest/meta-data/iam/security-credentials/training";
      HttpRequest get =
          HttpRequest.newBuilder(URI.create(role))
              .header("X-aws-ec2-metadata-token", token)
              .build();
      for (int request = 0; request < REQUESTS; request++) {
        int status = client.send(get, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          throw new IOException("the agent's metadata service answered " + status);
        }
      }
    }
  }

  private Map<String, String> output(Path cache) {
    return Map.of(
        "GRAPNEL_JAVA_OPTIONS", NO_PROFILES + "-XX:AOTCacheOutput=" + tree.resolve(cache));
  }

  /** A program without its cache starts more slowly and does the same. */
  private void report(Path cache) {
    if (!Files.exists(tree.resolve(cache))) {
      System.err.println("warning: the JVM has written no " + cache);
    }
  }
}
