package dev.grapnel.service.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/** Refusals before proof cost little, however many there are. */
class UnprovenTest {
  @TempDir Path folder;

  @Test
  void recordUnproven_ofAFloodStaysWithinItsShare() throws Exception {
    TestTrail test = new TestTrail(folder);
    test.unprovenBytes = 256 << 10;
    test.unprovenPerSecond = 10_000;
    int flood = 100_000;
    AuditEvent event = TestTrail.event("u", "x".repeat(1500), Map.of("k", "v".repeat(1500)));
    try (FileAuditTrail trail = test.open()) {
      for (int i = 0; i < flood; i++) {
        trail.recordUnproven(event);
      }
      trail.record(TestTrail.event("proven"));
    }
    long bytes = 0;
    List<TrailFolder.Numbered> files = new TrailFolder(folder, TrailFolder.UNPROVEN).files();
    for (TrailFolder.Numbered file : files) {
      bytes += Files.size(file.path());
    }
    // A file is followed by the next once it is full: each may be over by what came at once.
    assertTrue(bytes < 2 * test.unprovenBytes, bytes + " bytes");
    assertTrue(files.size() <= UnprovenLog.FILES, files.size() + " files");
    assertEquals(flood, counted(files), "all are counted");
    assertEquals(1, test.findRequest("proven").size());
    assertEquals(2, test.verify().records(), "none is in the trail");
    assertTrue(test.verify().isIntact());
    assertEquals((double) flood, test.meters.get("grapnel.audit.unproven").counter().count());
  }

  private static long counted(List<TrailFolder.Numbered> files) throws IOException {
    long sum = 0;
    for (TrailFolder.Numbered file : files) {
      for (String line : Files.readAllLines(file.path())) {
        if (line.contains("UnprovenRefusalsCounted")) {
          sum +=
              new ObjectMapper()
                  .readTree(line)
                  .at("/additionalEventData")
                  .propertyStream()
                  .mapToLong(e -> Long.parseLong(e.getValue().asString()))
                  .sum();
        }
      }
    }
    return sum;
  }

  @Test
  void recordUnproven_keepsASample() throws Exception {
    TestTrail test = new TestTrail(folder);
    try (FileAuditTrail trail = test.open()) {
      trail.recordUnproven(TestTrail.event("u1"));
    }
    assertEquals(1, test.findRequest("u1").size(), "found by the id that the caller was given");
  }

  @Test
  void take_upToTheRate() {
    AtomicLong nanos = new AtomicLong();
    UnprovenSampler sampler = new UnprovenSampler(10, nanos::get);
    assertEquals(10, taken(sampler, 1000), "a burst");
    assertEquals(0, taken(sampler, 1000));
    nanos.addAndGet(500_000_000);
    assertEquals(5, taken(sampler, 1000));
    nanos.addAndGet(3_600_000_000_000L);
    assertEquals(10, taken(sampler, 1000), "what was not taken is not saved up");
    assertFalse(new UnprovenSampler(0, nanos::get).take());
  }

  private static int taken(UnprovenSampler sampler, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += sampler.take() ? 1 : 0;
    }
    return taken;
  }
}
