package dev.grapnel.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command line with exactly the given environment. */
record Command(List<String> words, Map<String, String> environment) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** What became of a command that ended by itself. */
  record Ended(int exit, String out, String err) {}

  Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  static Command of(Object... words) {
    return new Command(
        List.of(words).stream().map(Object::toString).toList(), Map.of("PATH", "/usr/bin:/bin"));
  }

  Command and(String... more) {
    return new Command(Stream.concat(words.stream(), Stream.of(more)).toList(), environment);
  }

  Command with(String name, Object value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value.toString());
    return new Command(words, more);
  }

  Command withAll(Map<String, String> others) {
    Map<String, String> more = new HashMap<>(environment);
    more.putAll(others);
    return new Command(words, more);
  }

  /** Starts it with its output and its errors in files of their own. */
  Process start(Path out, Path err) {
    try {
      return builder().redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process start(ProcessBuilder.Redirect output) {
    ProcessBuilder builder = builder().redirectErrorStream(true).redirectOutput(output);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ended run() {
    try {
      Process process = builder().start();
      CompletableFuture<String> err = read(process.getErrorStream());
      CompletableFuture<String> out = read(process.getInputStream());
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(words + " did not end within " + LIMIT);
      }
      return new Ended(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Runs the command, which must succeed, and returns what it printed. */
  String output() {
    Ended ended = run();
    if (ended.exit() != 0) {
      throw new AssertionError(
          words + " exited " + ended.exit() + ": " + ended.err() + ended.out());
    }
    return ended.out();
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(words).redirectInput(Path.of("/dev/null").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }
}
