package dev.grapnel.benchmarks.agent;

import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures the agent, and beside it the AWS helper where {@code GO_HELPER} names one. */
public final class AgentFigures {
  private static final int WARM_CALLS = 100;
  private static final int COLD_CALLS = 20;
  private static final int REQUESTS = 100_000;
  private static final int CONNECTIONS = 8;
  private static final Duration SETTLE = Duration.ofSeconds(10);

  private final Path folder;
  private final PrintStream out;

  private AgentFigures(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /**
   * Prints the figures.
   *
   * @param arguments the agent's launcher and a temporary folder
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    AgentFigures figures = new AgentFigures(folder, System.out);
    TestCa tlsCa = TestCa.root("TLS", KeyKind.P256);
    Path bundle = Files.writeString(folder.resolve("ca.pem"), tlsCa.pem());
    TestIdentity server = tlsCa.leaf("127.0.0.1").ipAddress("127.0.0.1").issue();
    try (SessionDouble http = SessionDouble.http();
        SessionDouble https = SessionDouble.https(server)) {
      figures.measure(
          new Program("grapnel-agent", List.of(arguments[0]), folder, List.of("--no-cache")),
          http,
          https,
          bundle);
      String helper = Map.copyOf(System.getenv()).getOrDefault("GO_HELPER", "");
      if (!helper.isEmpty()) {
        figures.measure(
            new Program("AWS helper", List.of(helper), folder, List.of()), http, https, bundle);
      }
    }
  }

  private void measure(Program program, SessionDouble http, SessionDouble https, Path bundle)
      throws Exception {
    out.println(program.name());
    for (KeyKind kind : List.of(KeyKind.P256, KeyKind.RSA_2048)) {
      TestIdentity identity = TestCa.root("Benchmark", KeyKind.P256).leaf("demo").key(kind).issue();
      Path certificate = Files.writeString(folder.resolve(kind + ".pem"), identity.pem());
      Path key = Files.writeString(folder.resolve(kind + ".key"), identity.keyPkcs8Pem());
      List<String> call = call(certificate, key, http.endpoint());
      if (!program.own().isEmpty()) {
        program.time(2, call);
        print(kind + " credential-process warm, ms", program.time(WARM_CALLS, call));
      }
      List<String> cold = new ArrayList<>(call);
      cold.addAll(program.own());
      print(kind + " credential-process cold, http, ms", program.time(COLD_CALLS, cold));
      print(kind + " the same, CPU ms a call", program.cpuMillis(COLD_CALLS, cold));
      List<String> tls = new ArrayList<>(call(certificate, key, https.endpoint()));
      tls.addAll(program.own());
      if (program.own().isEmpty()) {
        continue; // the helper takes its CA bundle from the environment alone
      }
      tls.addAll(List.of("--ca-bundle", bundle.toString()));
      print(kind + " credential-process cold, https, ms", program.time(COLD_CALLS, tls));
      print(kind + " the same, CPU ms a call", program.cpuMillis(COLD_CALLS, tls));
    }
    serve(program, call(folder.resolve("P256.pem"), folder.resolve("P256.key"), http.endpoint()));
  }

  private void serve(Program program, List<String> call) throws Exception {
    List<String> arguments = new ArrayList<>(call);
    arguments.set(0, "serve");
    arguments.addAll(List.of("--port", "0"));
    try (Program.Server server = program.serve(arguments)) {
      print("serve: from start to listening, ms", server.readyMillis());
      Thread.sleep(SETTLE);
      print("serve: idle RSS, MiB", server.rssMib());
      MetadataLoad load = new MetadataLoad(server.port());
      String token = load.token();
      for (int round = 1; round <= 3; round++) {
        double cpuBefore = server.cpuMillis();
        MetadataLoad.Figures figures = load.run(CONNECTIONS, REQUESTS, token);
        double cpuSeconds = (server.cpuMillis() - cpuBefore) / 1_000;
        out.printf(
            Locale.ROOT,
            "  serve: round %d, %,d requests, %d connections, one core: %,.0f/s"
                + " (%,.0f a second of CPU), p50 %.3f ms, p99 %.3f ms%n",
            round,
            REQUESTS,
            CONNECTIONS,
            figures.requestsPerSecond(),
            REQUESTS / cpuSeconds,
            figures.p50Millis(),
            figures.p99Millis());
      }
      Thread.sleep(SETTLE);
      print("serve: RSS after them, MiB", server.rssMib());
    }
  }

  private static List<String> call(Path certificate, Path key, String endpoint) {
    return List.of(
        "credential-process",
        "--certificate",
        certificate.toString(),
        "--private-key",
        key.toString(),
        "--trust-anchor-arn",
        "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/benchmark",
        "--profile-arn",
        "arn:aws:rolesanywhere:us-east-1:123456789012:profile/benchmark",
        "--role-arn",
        "arn:aws:iam::123456789012:role/demo",
        "--endpoint",
        endpoint);
  }

  private void print(String what, double value) {
    out.printf(Locale.ROOT, "  %s: %.1f%n", what, value);
  }

  private void print(String what, double[] sorted) {
    out.printf(
        Locale.ROOT,
        "  %s: median %.1f (%.1f..%.1f, n=%d)%n",
        what,
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1],
        sorted.length);
  }
}
