package dev.grapnel.agent.daemon;

import dev.grapnel.agent.config.ConfigReader;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.Timing;
import dev.grapnel.agent.testing.IdentityFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A daemon in this JVM, from a configuration file, and a client for its outlets. */
final class AgentUnderTest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final long LOOK_NANOS = 20_000_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Path config;
  private final Map<String, String> environment;
  final Daemon daemon;

  private AgentUnderTest(Path folder, String toml) throws IOException, ProblemException {
    config = Files.writeString(folder.resolve("agent.toml"), toml);
    environment = Map.of("HOME", folder.toString());
    Timing timing = new Timing(InstantSource.system(), System::nanoTime, Thread::sleep, () -> 0.5);
    daemon =
        new Supervision(environment, timing, new PrintStream(log, true, StandardCharsets.UTF_8))
            .start(new ConfigReader(environment).read(config), true);
  }

  static AgentUnderTest start(Path folder, String toml) throws IOException, ProblemException {
    return new AgentUnderTest(folder, toml);
  }

  /** The part of a profile that every test needs. */
  static String profile(String name, IdentityFiles files, String endpoint, String... more) {
    return "[profile."
        + name
        + "]\ncertificate = \""
        + files.certificate()
        + "\"\nprivate-key = \""
        + files.key()
        + "\"\ntrust-anchor-arn = \""
        + IdentityFiles.ANCHOR
        + "\"\nprofile-arn = \""
        + IdentityFiles.PROFILE
        + "\"\nrole-arn = \""
        + IdentityFiles.ROLE
        + "\"\nendpoint = \""
        + endpoint
        + "\"\n"
        + String.join("\n", more)
        + "\n";
  }

  void reload(String toml) throws IOException, ProblemException {
    Files.writeString(config, toml);
    daemon.reload(new ConfigReader(environment).read(config));
  }

  Path socket() {
    return ConfigReader.defaultSocket(environment);
  }

  Map<String, String> environment() {
    return environment;
  }

  String address(String profile) {
    return daemon.addresses(profile).getFirst();
  }

  HttpResponse<String> get(String url, String... headers) throws IOException, InterruptedException {
    return send("GET", url, headers);
  }

  HttpResponse<String> send(String method, String url, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits for something that is bound to come, and says what was waited for if it does not. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited in vain: " + what);
      }
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException(what);
      }
    }
  }

  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    daemon.close();
    client.close();
  }
}
