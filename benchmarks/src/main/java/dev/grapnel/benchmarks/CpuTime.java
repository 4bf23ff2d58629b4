package dev.grapnel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The CPU time of a process, all its threads together, as the kernel counts it. */
public final class CpuTime {
  /** USER_HZ, the unit of /proc: 100 on every Linux that the JDK runs on. */
  private static final long TICK_MILLIS = 10;

  private CpuTime() {}

  /** User and system time so far, in steps of 10 ms. */
  public static Duration of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The fields after the command's name, which is in parentheses: state is the third of all.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }
}
