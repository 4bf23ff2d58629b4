package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many sessions the service is asked for when one user's programs ask for credentials. */
class CredentialCacheIT {
  private static final int CALLS = 50;

  /** An option that no JVM knows: it refuses to start. */
  private static final String NO_JVM = "-XX:+GrapnelTestNoJvmMayStart";

  @TempDir Path folder = Path.of("");

  @Test
  void credentialProcess_fiftyParallelCalls_makeOneSessionColdAndNoneWarm() throws IOException {
    try (Neighbourhood neighbourhood = new Neighbourhood(folder)) {
      Command call =
          new Command(neighbourhood.credentialProcess(), neighbourhood.workloadEnvironment())
              .with("PATH", "/usr/bin:/bin");

      long before = answers(neighbourhood);
      List<Command.Ended> cold = inParallel(call);
      assertEquals(before + 1, answers(neighbourhood));
      assertSameAnswers(cold);

      Command withoutJava = call.with("GRAPNEL_JAVA_OPTIONS", NO_JVM);
      List<Command.Ended> warm = inParallel(withoutJava);
      assertEquals(before + 1, answers(neighbourhood));
      assertSameAnswers(Stream.concat(cold.stream(), warm.stream()).toList());

      Command.Ended bypassed = withoutJava.and("--no-cache").run();
      assertNotEquals(0, bypassed.exit(), "that option stops a JVM, or the test shows nothing");
    }
  }

  private static void assertSameAnswers(List<Command.Ended> calls) {
    for (Command.Ended call : calls) {
      assertEquals(0, call.exit(), call.err());
      assertTrue(call.out().startsWith("{\"Version\":1,\"AccessKeyId\":\"ASIA"), "not credentials");
    }
    assertEquals(1, calls.stream().map(Command.Ended::out).distinct().count());
  }

  private static List<Command.Ended> inParallel(Command command) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return Stream.generate(() -> CompletableFuture.supplyAsync(command::run, threads))
          .limit(CALLS)
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  /** How many requests the API has answered, by the service's own account. */
  private static long answers(Neighbourhood neighbourhood) {
    List<String> counts =
        metrics(neighbourhood.service().management())
            .lines()
            .filter(line -> line.startsWith("grapnel_http_answers_total{"))
            .filter(line -> line.contains("server=\"api\""))
            .toList();
    assertFalse(counts.isEmpty(), "the service counts its answers");
    return counts.stream()
        .mapToLong(
            line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
        .sum();
  }

  private static String metrics(URI management) {
    try (InputStream answer = management.resolve("/metrics").toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
