package dev.grapnel.service.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.Scale;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after a kill, and what is there is a whole chain. */
class KilledWriterTest {
  private static final Pattern REQUEST_ID = Pattern.compile("\"requestID\":\"([^\"]+)\"");

  @TempDir Path folder;

  @Test
  void record_beforeAKill() throws Exception {
    TestTrail test = new TestTrail(folder);
    Set<String> acknowledged = new TreeSet<>();
    int rounds = Scale.pick(3, 20);
    for (int round = 0; round < rounds; round++) {
      Process writer = start(List.of(), "64000", "k" + round);
      try (BufferedReader out = reader(writer)) {
        for (int i = 0; i < 200 + 37 * round; i++) {
          acknowledged.add(line(out));
        }
        assertTrue(writer.toHandle().destroyForcibly()); // leaves what it said to be read
        for (String late = out.readLine(); late != null; late = out.readLine()) {
          acknowledged.add(late); // said before the kill
        }
      }
      assertTrue(writer.waitFor() != 0);
    }
    TrailVerifier.Report report = test.verify();
    assertEquals(List.of(), report.damage());
    Set<String> missing = new TreeSet<>(acknowledged);
    missing.removeAll(kept(test));
    assertEquals(Set.of(), missing);
    test.write("after", 1);
    assertEquals(List.of(), test.verify().damage());
    assertTrue(test.verify().torn().isEmpty());
  }

  /** The kernel refuses to make a file larger, as it does where the disk is full. */
  @Test
  void record_whenTheDiskIsFull() throws Exception {
    TestTrail test = new TestTrail(folder);
    Process writer =
        start(List.of("sh", "-c", "ulimit -f 100; exec \"$@\"", "sh"), "10000000", "f");
    Set<String> acknowledged = new TreeSet<>();
    try (BufferedReader out = reader(writer)) {
      String line = line(out);
      while (!line.startsWith("failed")) {
        acknowledged.add(line);
        line = line(out);
      }
      assertTrue(line.contains("cannot be written"), line);
    } finally {
      writer.destroyForcibly();
    }
    assertTrue(writer.waitFor() != 0);
    assertTrue(acknowledged.size() > 20, acknowledged.size() + " records fit");
    TrailVerifier.Report report = test.verify();
    assertEquals(List.of(), report.damage());
    assertTrue(kept(test).containsAll(acknowledged));
  }

  private Process start(List<String> before, String rotateBytes, String prefix) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(AuditWriterProgram.class.getName());
    command.addAll(List.of(folder.toString(), rotateBytes, prefix));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static BufferedReader reader(Process writer) {
    return writer.inputReader(StandardCharsets.US_ASCII);
  }

  private static String line(BufferedReader out) throws IOException {
    String line = out.readLine();
    assertTrue(line != null, "the writer ended by itself");
    return line;
  }

  private static Set<String> kept(TestTrail test) throws IOException {
    Set<String> kept = new TreeSet<>();
    for (TrailFolder.Numbered file : new TrailFolder(test.folder, TrailFolder.TRAIL).files()) {
      Matcher id = REQUEST_ID.matcher(Files.readString(file.path(), StandardCharsets.ISO_8859_1));
      while (id.find()) {
        kept.add(id.group(1));
      }
    }
    return kept;
  }
}
