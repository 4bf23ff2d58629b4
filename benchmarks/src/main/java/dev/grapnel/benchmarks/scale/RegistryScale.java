package dev.grapnel.benchmarks.scale;

import com.google.errorprone.annotations.FormatMethod;
import dev.grapnel.benchmarks.CpuTime;
import dev.grapnel.benchmarks.LoadRun;
import dev.grapnel.benchmarks.Workloads;
import dev.grapnel.benchmarks.scale.FilledStore.Size;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.RunningService;
import dev.grapnel.testing.TrustedTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A service over 10,000 trust anchors, 10,000 profiles and 100,000 subjects beside one over ten of
 * each: its start, what a CreateSession costs it, how long a page of each list takes.
 */
public final class RegistryScale {
  private static final Size SMALL = new Size(10, 10, 10);
  private static final Size LARGE = new Size(10_000, 10_000, 100_000);
  private static final int CONNECTIONS = 8;
  private static final int WARM_UP = 20_000;
  private static final int ROUNDS = 5;
  private static final int ROUND = 4_000;
  private static final int PAGES = 400;
  private static final int STARTS = 3;

  private final Path launcher;
  private final Path folder;
  private final Workloads workloads = Workloads.of(KeyKind.P256, 200);

  private RegistryScale(Path launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder;
  }

  /**
   * Runs the benchmark and prints its figures.
   *
   * @param args the service's launcher; an empty folder; the URLs of two empty databases, if
   *     PostgreSQL is to be measured too
   * @throws Exception if the service refuses anything
   */
  public static void main(String[] args) throws Exception {
    RegistryScale scale = new RegistryScale(Path.of(args[0]), Path.of(args[1]));
    scale.run("SQLite", Optional.empty(), Optional.empty());
    if (args.length > 2) {
      scale.run("PostgreSQL", Optional.of(args[2]), Optional.of(args[3]));
    }
  }

  private void run(String engine, Optional<String> smallUrl, Optional<String> largeUrl)
      throws Exception {
    print("%s", engine);
    Path few = Files.createDirectories(folder.resolve(engine + "-small")).resolve("data");
    Path many = Files.createDirectories(folder.resolve(engine + "-large")).resolve("data");
    FilledStore small = FilledStore.fill(few, smallUrl, workloads.ca(), SMALL);
    FilledStore large = FilledStore.fill(many, largeUrl, workloads.ca(), LARGE);
    print("  start, 10 of each:      %s", starts(few, smallUrl));
    print("  start, 10,000 of each:  %s", starts(many, largeUrl));
    try (RunningService ten = start(few, smallUrl);
        RunningService thousands = start(many, largeUrl)) {
      sessions(ten, small, thousands, large);
      for (String list : List.of("/trustanchors", "/profiles", "/subjects")) {
        pages(thousands, list);
      }
    }
  }

  /** From the command to the open port, and what of it the processors worked. */
  private String starts(Path data, Optional<String> url) throws IOException {
    List<String> times = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      long begin = System.nanoTime();
      try (RunningService service = start(data, url)) {
        long millis = Math.round((System.nanoTime() - begin) / 1e6);
        times.add(millis + " ms (CPU " + CpuTime.of(service.pid()).toMillis() + " ms)");
      }
    }
    return String.join(", ", times);
  }

  private RunningService start(Path data, Optional<String> url) {
    return url.map(
            text ->
                RunningService.start(
                    launcher, data, "--set", "store.url=" + text, "--set", "store.user=postgres"))
        .orElseGet(() -> RunningService.start(launcher, data));
  }

  /** In turns, so that whatever else the machine does falls on both. */
  private void sessions(
      RunningService ten, FilledStore small, RunningService thousands, FilledStore large)
      throws Exception {
    Load few = new Load(ten, small, workloads);
    Load many = new Load(thousands, large, workloads);
    few.micros(WARM_UP);
    many.micros(WARM_UP);
    List<Double> fewMicros = new ArrayList<>();
    List<Double> manyMicros = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      fewMicros.add(few.micros(ROUND));
      manyMicros.add(many.micros(ROUND));
    }
    double atTen = median(fewMicros);
    double atThousands = median(manyMicros);
    print(
        "  CreateSession, server CPU: %.0f us at 10, %.0f us at 10,000: %.2f times",
        atTen, atThousands, atThousands / atTen);
  }

  private static void pages(RunningService service, String list) throws Exception {
    SSLContext tls = new TrustedTls(service.caCertificate()).fresh();
    ListPages pages = new ListPages(service.api(), tls, service.rootCredentials());
    var _ = pages.read(list, PAGES);
    List<Double> millis =
        pages.read(list, PAGES).stream().map(time -> time.toNanos() / 1e6).sorted().toList();
    print(
        "  %-14s %d pages: median %.1f ms, 99 of 100 under %.1f ms, the slowest %.1f ms",
        list,
        millis.size(),
        median(millis),
        millis.get((int) (millis.size() * 0.99)),
        millis.getLast());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @FormatMethod
  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** CreateSession on one service, over connections that stay open. */
  private record Load(RunningService service, FilledStore store, Workloads workloads) {
    double micros(int requests)
        throws IOException, GeneralSecurityException, MalformedRequestException {
      Workloads.Target target =
          new Workloads.Target(
              service.api().getAuthority(),
              "us-east-1",
              store.anchor(),
              store.profile(),
              store.role());
      SSLContext tls = new TrustedTls(service.caCertificate()).fresh();
      List<byte[]> prepared = workloads.requests(requests, target);
      Duration before = CpuTime.of(service.pid());
      new LoadRun(service.api(), () -> tls, CONNECTIONS, Integer.MAX_VALUE).send(prepared);
      return CpuTime.of(service.pid()).minus(before).toMillis() * 1_000.0 / requests;
    }
  }
}
