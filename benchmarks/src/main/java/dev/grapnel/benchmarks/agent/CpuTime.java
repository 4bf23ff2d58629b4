package dev.grapnel.benchmarks.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time from {@code /proc}, user's and system's together; it counts in hundredths of a second.
 */
final class CpuTime {
  private static final int MILLIS_PER_TICK = 10;

  private CpuTime() {}

  /** Milliseconds of a running process. */
  static double ofProcess(long pid) throws IOException {
    return millis(Path.of("/proc", Long.toString(pid), "stat"), 11);
  }

  /** Milliseconds of all children of this process that have ended. */
  static double ofEndedChildren() throws IOException {
    return millis(Path.of("/proc/self/stat"), 13);
  }

  /** Two neighbouring fields, the first counted from behind the command's name. */
  private static double millis(Path stat, int field) throws IOException {
    String text = Files.readString(stat);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1]))
        * (double) MILLIS_PER_TICK;
  }
}
