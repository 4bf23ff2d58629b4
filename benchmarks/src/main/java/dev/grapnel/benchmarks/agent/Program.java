package dev.grapnel.benchmarks.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program under measurement: the agent or the AWS helper, which take the same options.
 *
 * @param own the options that only this program takes
 */
record Program(String name, List<String> command, Path home, List<String> own) {
  private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");

  Program {
    command = List.copyOf(command);
    own = List.copyOf(own);
  }

  /** A running server, where it listens, and how long it took from start to listening. */
  record Server(Process process, int port, double readyMillis) implements AutoCloseable {
    /** Resident memory in MiB. */
    double rssMib() throws IOException {
      for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
        if (line.startsWith("VmRSS:")) {
          return Integer.parseInt(line.replaceAll("\\D", "")) / 1_024.0;
        }
      }
      throw new IOException("no VmRSS");
    }

    double cpuMillis() throws IOException {
      return CpuTime.ofProcess(process.pid());
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  private ProcessBuilder builder(List<String> prefix, List<String> arguments) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(command);
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().remove("XDG_RUNTIME_DIR");
    builder.environment().put("HOME", home.toString());
    return builder;
  }

  /** Wall milliseconds of each of so many calls, sorted. */
  double[] time(int calls, List<String> arguments) throws IOException, InterruptedException {
    double[] millis = new double[calls];
    Path out = home.resolve("out");
    for (int i = 0; i < calls; i++) {
      ProcessBuilder builder = builder(List.of(), arguments).redirectOutput(out.toFile());
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      long start = System.nanoTime();
      int code = builder.start().waitFor();
      millis[i] = (System.nanoTime() - start) / 1e6;
      if (code != 0 || !Files.readString(out).contains("AccessKeyId")) {
        throw new IOException(name + " failed");
      }
    }
    Arrays.sort(millis);
    return millis;
  }

  /** CPU milliseconds of a call, on average over so many. */
  double cpuMillis(int calls, List<String> arguments) throws IOException, InterruptedException {
    double before = CpuTime.ofEndedChildren();
    double[] _ = time(calls, arguments);
    return (CpuTime.ofEndedChildren() - before) / calls;
  }

  /** Starts {@code serve} on one core, if the system lets us choose. */
  Server serve(List<String> arguments) throws IOException {
    List<String> prefix =
        Files.isExecutable(Path.of("/usr/bin/taskset"))
            ? List.of("/usr/bin/taskset", "-c", "0")
            : List.of();
    long start = System.nanoTime();
    Process process = builder(prefix, arguments).redirectErrorStream(true).start();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      Matcher matcher = PORT.matcher(line);
      if (line.contains("AWS_EC2_METADATA_SERVICE_ENDPOINT") && matcher.find()) {
        double millis = (System.nanoTime() - start) / 1e6;
        return new Server(process, Integer.parseInt(matcher.group(1)), millis);
      }
    }
    throw new IOException(name + " serve ended");
  }
}
