package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * A program with an AWS SDK that asks the service who it is, again and again, and prints {@code
 * ACCESS-KEY ARN} each time.
 *
 * @param issues how many sets of credentials it must have seen
 */
record SdkClient(String name, Process process, Path out, Path err, int issues) {
  static SdkClient start(String name, Path folder, int issues, Command command) {
    Path out = folder.resolve(name.replace(' ', '-') + ".out");
    Path err = folder.resolve(name.replace(' ', '-') + ".err");
    return new SdkClient(name, command.start(out, err), out, err, issues);
  }

  /** What is wrong with its run, in a line each; waits for its end. */
  List<String> faults(String arnPrefix) throws IOException, InterruptedException {
    int exit = process.waitFor();
    List<String> lines = Files.readAllLines(out);
    TreeSet<String> keys = new TreeSet<>();
    for (String line : lines) {
      int space = line.indexOf(' ');
      if (space < 0 || !line.startsWith("ASIA") || !line.startsWith(arnPrefix, space + 1)) {
        return List.of(name + " printed: " + line);
      }
      keys.add(line.substring(0, space));
    }
    if (exit != 0 || keys.size() < issues) {
      return List.of(
          name
              + ": exit code %d, %d answers, %s%n".formatted(exit, lines.size(), keys)
              + Files.readString(err));
    }
    return List.of();
  }
}
