package dev.grapnel.service.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Writes records on several threads until it is killed or the disk is full, and says on standard
 * output which ones were acknowledged. Started by tests as a process of its own.
 */
final class AuditWriterProgram {
  private static final int THREADS = 8;

  private AuditWriterProgram() {}

  public static void main(String[] args) throws IOException {
    TestTrail test = new TestTrail(Path.of(args[0]));
    test.rotateBytes = Long.parseLong(args[1]);
    FileAuditTrail trail = test.open();
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      for (int t = 0; t < THREADS; t++) {
        String prefix = args[2] + "-" + t + "-";
        var _ = pool.submit(() -> write(trail, prefix));
      }
    }
  }

  private static void write(FileAuditTrail trail, String prefix) {
    for (int i = 0; ; i++) {
      String id = prefix + i;
      try {
        trail.record(TestTrail.event(id));
      } catch (IOException e) {
        say("failed " + e.getMessage());
        return;
      }
      say(id);
    }
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
