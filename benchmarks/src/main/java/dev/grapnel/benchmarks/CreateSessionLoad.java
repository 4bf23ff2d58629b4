package dev.grapnel.benchmarks;

import com.google.errorprone.annotations.FormatMethod;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.RunningService;
import dev.grapnel.testing.TrustedTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/**
 * What a CreateSession costs the service in CPU time, beside one signature verification of OpenSSL
 * on the same machine in the same run. The service runs as users run it: from the assembled tree,
 * TLS on, embedded store, audit on disk.
 */
public final class CreateSessionLoad {
  private static final int CONNECTIONS = 16;
  private static final int IDENTITIES = 1_000;
  private static final int WARM_UP = 20_000;
  private static final int MOST_WARM_UPS = 8;

  /** Another warm-up that costs no less than that share of the one before it is the last. */
  private static final double SETTLED = 0.95;

  private static final int KEPT_ALIVE = 20_000;
  private static final int FRESH = 2_000;

  private final RunningService service;
  private final TrustedTls tls;
  private final ControlPlane controlPlane;
  private final OpensslSpeed openssl;

  private CreateSessionLoad(RunningService service) throws IOException, GeneralSecurityException {
    this.service = service;
    tls = new TrustedTls(service.caCertificate());
    controlPlane = new ControlPlane(service, tls.fresh());
    openssl = OpensslSpeed.measure();
  }

  /**
   * Runs the benchmark and prints a table.
   *
   * @param args the service's launcher, and an empty folder for its data
   * @throws Exception if the service refuses anything
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    try (RunningService service = RunningService.start(Path.of(args[0]), folder.resolve("data"))) {
      new CreateSessionLoad(service).run();
    } catch (IllegalStateException | IOException e) {
      System.err.println(Files.readString(folder.resolve("service.log")));
      throw e;
    }
  }

  private void run() throws IOException, MalformedRequestException {
    String role = controlPlane.role("benchmark");
    String profile = controlPlane.profile("benchmark", role);
    print(
        "one openssl verification: P-256 %.1f us, RSA-2048 %.1f us",
        openssl.p256Micros(), openssl.rsa2048Micros());
    print(
        "%-10s %-12s %10s %14s %16s %12s",
        "key", "connection", "requests", "requests/s", "server CPU us", "verifies");
    measure(KeyKind.P256, openssl.p256Micros(), role, profile);
    measure(KeyKind.RSA_2048, openssl.rsa2048Micros(), role, profile);
  }

  private void measure(KeyKind kind, double verifyMicros, String role, String profile)
      throws IOException, MalformedRequestException {
    Workloads workloads = Workloads.of(kind, IDENTITIES);
    String anchor = controlPlane.trustAnchor("benchmark-" + kind, workloads.ca().pem());
    Workloads.Target target =
        new Workloads.Target(service.api().getAuthority(), "us-east-1", anchor, profile, role);
    SSLContext context = tls.fresh();
    LoadRun keptAlive = new LoadRun(service.api(), () -> context, CONNECTIONS, Integer.MAX_VALUE);
    LoadRun fresh = new LoadRun(service.api(), tls::fresh, CONNECTIONS, 1);
    warmUp(keptAlive, workloads, target);
    report(kind, "kept alive", keptAlive, workloads.requests(KEPT_ALIVE, target), verifyMicros);
    fresh.send(workloads.requests(FRESH, target));
    report(kind, "fresh", fresh, workloads.requests(FRESH, target), verifyMicros);
  }

  /** Sends until the JVM's compiler has done what it does: the cost no longer falls. */
  private void warmUp(LoadRun load, Workloads workloads, Workloads.Target target)
      throws IOException, MalformedRequestException {
    double last = Double.MAX_VALUE;
    for (int round = 0; round < MOST_WARM_UPS; round++) {
      List<byte[]> requests = workloads.requests(WARM_UP, target);
      Duration before = CpuTime.of(service.pid());
      load.send(requests);
      double used = CpuTime.of(service.pid()).minus(before).toMillis();
      if (used > SETTLED * last) {
        return;
      }
      last = used;
    }
  }

  private void report(
      KeyKind kind, String connection, LoadRun load, List<byte[]> requests, double verifyMicros)
      throws IOException {
    Duration before = CpuTime.of(service.pid());
    long startNanos = System.nanoTime();
    load.send(requests);
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    Duration used = CpuTime.of(service.pid()).minus(before);
    double micros = used.toMillis() * 1_000.0 / requests.size();
    print(
        "%-10s %-12s %10d %14.0f %16.1f %12.2f",
        kind,
        connection,
        requests.size(),
        requests.size() / seconds,
        micros,
        micros / verifyMicros);
  }

  @FormatMethod
  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
