package dev.grapnel.service.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers send costs those who are proven nothing. */
class FloodTest {
  private static final int FLOOD = 100_000;

  @TempDir Path folder = Path.of("");

  /** A disk that counts how often it is waited for, and can be made to hang. */
  private static final class CountedDisk implements TrailFile.Disk {
    final AtomicLong waits = new AtomicLong();
    volatile CountDownLatch hang = new CountDownLatch(0);

    @Override
    public TrailFile create(Path file) throws IOException {
      return counted(TrailFile.DISK.create(file));
    }

    @Override
    public TrailFile open(Path file) throws IOException {
      return counted(TrailFile.DISK.open(file));
    }

    private TrailFile counted(TrailFile file) {
      return new TrailFile() {
        @Override
        public void append(byte[] bytes) throws IOException {
          file.append(bytes);
        }

        @Override
        public void force() throws IOException {
          waits.incrementAndGet();
          try {
            hang.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          file.force();
        }

        @Override
        public void cut(long sizeBytes) throws IOException {
          file.cut(sizeBytes);
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }
  }

  @Test
  void recordUnproven_aFlood_buysNoWaitForTheDisk() throws Exception {
    TestTrail test = new TestTrail(folder);
    CountedDisk disk = new CountedDisk();
    test.disk = disk;
    try (FileAuditTrail trail = test.open()) {
      trail.record(TestTrail.event("first"));
      long before = disk.waits.get();
      flood(trail);
      assertEquals(before, disk.waits.get());
      trail.record(TestTrail.event("proven"));
      assertEquals(before + 1, disk.waits.get());
    }
  }

  @Test
  void recordUnproven_whileTheDiskHangs_returns() throws Exception {
    TestTrail test = new TestTrail(folder);
    CountedDisk disk = new CountedDisk();
    test.disk = disk;
    try (FileAuditTrail trail = test.open()) {
      trail.record(TestTrail.event("first"));
      long before = disk.waits.get();
      CountDownLatch hang = new CountDownLatch(1);
      disk.hang = hang;
      Thread proven = Thread.ofVirtual().start(() -> record(trail, "proven"));
      while (disk.waits.get() == before) {
        Thread.onSpinWait();
      }
      flood(trail); // returns though nothing reaches the disk
      assertTrue(proven.isAlive());
      hang.countDown();
      proven.join();
    }
    assertEquals(1, test.findRequest("proven").size());
  }

  @Test
  void record_duringAFlood_takesAboutAsLongAsWithout() throws Exception {
    TestTrail test = new TestTrail(folder);
    AtomicBoolean over = new AtomicBoolean();
    try (FileAuditTrail trail = test.open()) {
      medianNanos(trail, "warm");
      long quiet = medianNanos(trail, "quiet");
      Thread flood =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!over.get()) {
                      trail.recordUnproven(TestTrail.event("u"));
                    }
                  });
      long busy = medianNanos(trail, "busy");
      over.set(true);
      flood.join();
      double flooded = test.meters.get("grapnel.audit.unproven").counter().count();
      assertTrue(flooded > 10_000, "a flood: " + flooded);
      // Generous, for a machine that is loaded as it is: a wait behind the flood would be far more.
      assertTrue(
          busy < 5 * quiet + 20_000_000,
          "median " + busy / 1000 + " us in a flood, " + quiet / 1000 + " us without");
    }
  }

  private static void flood(FileAuditTrail trail) {
    AuditEvent event = TestTrail.event("u");
    for (int i = 0; i < FLOOD; i++) {
      trail.recordUnproven(event);
    }
  }

  private static void record(FileAuditTrail trail, String id) {
    try {
      trail.record(TestTrail.event(id));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long medianNanos(FileAuditTrail trail, String id) throws IOException {
    long[] times = new long[101];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      trail.record(TestTrail.event(id + i));
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
