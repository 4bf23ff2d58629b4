package dev.grapnel.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service as a child process, started by its launcher on free loopback ports, with its log kept
 * in {@code service.log} beside the data folder. Closing it ends the process.
 */
public final class RunningService implements AutoCloseable {
  private static final int START_SECONDS = 240;
  private static final int STOP_SECONDS = 120;
  private static final Pattern API = Pattern.compile("API listens on (https?://[^\\s\"]+)");
  private static final Pattern MANAGEMENT =
      Pattern.compile("management listens on (http://[^\\s\"]+)");

  private final Path data;
  private final Path log;
  private final Process process;
  private final Thread logKeeper = Thread.ofVirtual().unstarted(this::keepLog);
  private final CompletableFuture<URI> api = new CompletableFuture<>();
  private final CompletableFuture<URI> management = new CompletableFuture<>();

  private RunningService(Path data, Path log, Process process) {
    this.data = data;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts the service and waits until it says where it listens.
   *
   * @param launcher {@code bin/trust-anchor-service} of the assembled tree
   * @param data the data folder, made by the service if absent
   * @param more further arguments of {@code serve}
   */
  public static RunningService start(Path launcher, Path data, String... more) {
    return start(launcher, data, Map.of(), more);
  }

  /** The same with further environment variables. */
  public static RunningService start(
      Path launcher, Path data, Map<String, String> environment, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(launcher.toString(), "serve", "--data", data.toString()));
    words.addAll(List.of("--listen", "127.0.0.1:0", "--management", "127.0.0.1:0"));
    words.addAll(List.of(more));
    Path log = data.resolveSibling("service.log");
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      RunningService service = new RunningService(data, log, process);
      service.logKeeper.start();
      service.awaitPorts();
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the API listens, such as {@code https://127.0.0.1:40123}. */
  public URI api() {
    return api.join();
  }

  /** Where {@code /livez}, {@code /readyz} and {@code /metrics} are. */
  public URI management() {
    return management.join();
  }

  /** The CA certificate that the service's TLS certificate chains to. */
  public Path caCertificate() {
    return data.resolve("tls/ca.pem");
  }

  /** The root credentials, an AWS shared credentials file. */
  public Path rootCredentials() {
    return data.resolve("root-credentials");
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  /** Ends the process as a power cut would: kill -9. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks the process to end (SIGTERM) and waits for it. */
  @Override
  public void close() {
    // By its handle: Process.destroy would also close the pipe into which it still reports.
    process.toHandle().destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the service did not end within " + STOP_SECONDS + " s");
      }
      logKeeper.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted", e);
    }
  }

  private void awaitPorts() throws IOException {
    try {
      CompletableFuture.allOf(api, management).get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new AssertionError("the service did not start:\n" + Files.readString(log), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Copies the process's output to the log file, and looks in it for the addresses. */
  private void keepLog() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer copy = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line + "\n");
        copy.flush();
        complete(API, line, api);
        complete(MANAGEMENT, line, management);
      }
    } catch (IOException e) {
      api.completeExceptionally(e);
    }
    IllegalStateException ended = new IllegalStateException("the process ended");
    api.completeExceptionally(ended);
    management.completeExceptionally(ended);
  }

  private static void complete(Pattern pattern, String line, CompletableFuture<URI> address) {
    Matcher matcher = pattern.matcher(line);
    if (matcher.find()) {
      address.complete(URI.create(matcher.group(1)));
    }
  }
}
