package dev.grapnel.service.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails and comes back. */
class FailingDiskTest {
  @TempDir Path folder;
  private final MoodyDisk disk = new MoodyDisk();
  private TestTrail test;

  /** Which step fails at present; a failing append has written a part already. */
  private static final class MoodyDisk implements TrailFile.Disk {
    volatile boolean fullDisk;
    volatile boolean noForce;
    volatile boolean noCut;

    @Override
    public TrailFile create(Path file) throws IOException {
      if (fullDisk) {
        throw new IOException("No space left on device");
      }
      return new Moody(DISK().create(file));
    }

    @Override
    public TrailFile open(Path file) throws IOException {
      return new Moody(DISK().open(file));
    }

    private static TrailFile.Disk DISK() {
      return TrailFile.DISK;
    }

    private final class Moody implements TrailFile {
      private final TrailFile file;

      Moody(TrailFile file) {
        this.file = file;
      }

      @Override
      public void append(byte[] bytes) throws IOException {
        if (fullDisk) {
          file.append(Arrays.copyOf(bytes, bytes.length / 2));
          throw new IOException("No space left on device");
        }
        file.append(bytes);
      }

      @Override
      public void force() throws IOException {
        if (noForce) {
          throw new IOException("Input/output error");
        }
        file.force();
      }

      @Override
      public void cut(long sizeBytes) throws IOException {
        if (noCut) {
          throw new IOException("Input/output error");
        }
        file.cut(sizeBytes);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    }
  }

  @BeforeEach
  void useDisk() {
    test = new TestTrail(folder);
    test.disk = disk;
  }

  @Test
  void record_onAFullDiskThrowsAndGoesOnAfterwards() throws Exception {
    try (FileAuditTrail trail = test.open()) {
      trail.record(TestTrail.event("a"));
      disk.fullDisk = true;
      for (int i = 0; i < 3; i++) {
        String id = "lost" + i;
        IOException failed =
            assertThrows(IOException.class, () -> trail.record(TestTrail.event(id)));
        assertTrue(
            String.valueOf(failed.getMessage()).contains("No space left"), failed.getMessage());
        assertTrue(trail.problem().orElseThrow().contains("No space left"));
      }
      assertEquals(0.0, test.meters.get("grapnel.audit.healthy").gauge().value());
      disk.fullDisk = false;
      awaitHealth(trail); // by itself: nobody writes while readiness says no
      trail.record(TestTrail.event("b"));
    }
    TrailVerifier.Report report = test.verify();
    assertEquals(List.of(), report.damage());
    assertEquals(Optional.empty(), report.torn());
    assertEquals(1, test.findRequest("a").size());
    assertEquals(1, test.findRequest("b").size());
    assertEquals(List.of(), test.findRequest("lost1"), "what failed is not there");
    assertEquals(1, test.lines(1).stream().filter(l -> l.contains("AuditResumed")).count());
  }

  @Test
  void record_whenTheDiskDoesNotConfirm() throws Exception {
    try (FileAuditTrail trail = test.open()) {
      trail.record(TestTrail.event("a"));
      disk.noForce = true;
      disk.noCut = true;
      assertThrows(IOException.class, () -> trail.record(TestTrail.event("lost")));
      disk.noForce = false;
      assertThrows(
          IOException.class,
          () -> trail.record(TestTrail.event("early")),
          "nothing is written behind what may be half there");
      disk.noCut = false;
      trail.record(TestTrail.event("b"));
      assertEquals(Optional.empty(), trail.problem());
    }
    assertEquals(List.of(), test.verify().damage());
    assertEquals(List.of(), test.findRequest("lost"));
    assertEquals(1, test.findRequest("b").size());
  }

  @Test
  void record_whenNoNewFileCanBeMade() throws Exception {
    test.rotateBytes = 1000;
    try (FileAuditTrail trail = test.open()) {
      trail.record(TestTrail.event("a"));
      disk.fullDisk = true;
      assertThrows(IOException.class, () -> trail.record(TestTrail.event("lost")));
      disk.fullDisk = false;
      trail.record(TestTrail.event("b"));
    }
    assertEquals(List.of(), test.verify().damage());
    assertEquals(1, test.findRequest("b").size());
  }

  @Test
  void open_onAFullDisk() throws Exception {
    disk.fullDisk = true;
    try (FileAuditTrail trail = test.open()) {
      assertThrows(IOException.class, () -> trail.record(TestTrail.event("lost")));
      assertTrue(trail.problem().isPresent());
    }
  }

  private static void awaitHealth(FileAuditTrail trail) {
    while (trail.problem().isPresent()) {
      LockSupport.parkNanos(10_000_000);
    }
  }
}
