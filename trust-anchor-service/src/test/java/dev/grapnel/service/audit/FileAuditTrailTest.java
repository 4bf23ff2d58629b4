package dev.grapnel.service.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class FileAuditTrailTest {
  @TempDir Path folder;

  @Test
  void record_isOnDiskWhenItReturns() throws Exception {
    TestTrail test = new TestTrail(folder);
    try (FileAuditTrail trail = test.open()) {
      trail.record(TestTrail.event("r1"));
      assertEquals(1, test.findRequest("r1").size());
      assertTrue(trail.problem().isEmpty());
    }
    TrailVerifier.Report report = test.verify();
    assertEquals(List.of(), report.damage());
    assertEquals(2, report.records(), "the file's first record and ours");
  }

  @Test
  void record_hasTheShapeOfCloudTrail() throws Exception {
    TestTrail test = new TestTrail(folder);
    test.write("r", 1);
    JsonNode record = new ObjectMapper().readTree(test.findRequest("r0").getFirst());
    assertEquals("1.11", record.at("/eventVersion").asString());
    assertEquals("2026-11-24T10:00:00Z", record.at("/eventTime").asString());
    assertEquals("rolesanywhere.amazonaws.com", record.at("/eventSource").asString());
    assertEquals("CreateSession", record.at("/eventName").asString());
    assertEquals("us-east-1", record.at("/awsRegion").asString());
    assertEquals("192.0.2.1", record.at("/sourceIPAddress").asString());
    assertEquals("X509Certificate", record.at("/userIdentity/type").asString());
    assertEquals("CN=workload", record.at("/userIdentity/principalId").asString());
    assertEquals("123456789012", record.at("/recipientAccountId").asString());
    assertEquals("3600", record.at("/requestParameters/durationSeconds").asString());
    assertEquals("AwsApiCall", record.at("/eventType").asString());
    assertTrue(record.at("/resources/0/ARN").asString().endsWith("trust-anchor/a"));
    assertTrue(record.at("/responseElements").isNull());
    assertEquals(2, record.at("/sequence").asInt());
    assertEquals(test.keys().replica(), record.at("/replica").asString());
  }

  @Test
  void record_ofHostileTextIsOneHarmlessLine() throws Exception {
    String hostile = "\n{\"mac\":\"\"}\r\u0000\u001b[31m\u007f\u0085\u202e\u2028\ud800\"\\é";
    TestTrail test = new TestTrail(folder);
    try (FileAuditTrail trail = test.open()) {
      trail.record(TestTrail.event("r1", hostile, Map.of(hostile, hostile.repeat(1000))));
    }
    String line = test.findRequest("r1").getFirst();
    assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), line);
    assertTrue(line.length() < 256 << 10, "cut to a bounded size");
    JsonNode record = new ObjectMapper().readTree(line);
    String principal = record.at("/userIdentity/principalId").asString();
    assertEquals(hostile.replace('\u007f', '\u2421'), principal);
    assertTrue(test.verify().isIntact());
    assertEquals(3, test.lines(1).size() + 1, "no line of its own making");
  }

  @Test
  void record_ofManyThreadsSharesTheWaitForTheDisk() throws Exception {
    TestTrail test = new TestTrail(folder);
    int threads = 64;
    int each = 20;
    try (FileAuditTrail trail = test.open();
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String prefix = "t" + t + "-";
        all.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    trail.record(TestTrail.event(prefix + i));
                  }
                  return true;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertEquals(threads * each + 1, test.verify().records());
    assertTrue(test.verify().isIntact());
    long groups = test.meters.get("grapnel.audit.group").timer().count();
    assertTrue(groups < threads * each / 2, groups + " waits for " + threads * each + " records");
  }

  @Test
  void record_startsANewFileWhenOneIsFullOrOld() throws Exception {
    TestTrail test = new TestTrail(folder);
    SettableClock clock = new SettableClock(TestTrail.NOW);
    test.clock = clock;
    test.rotateBytes = 4096;
    test.write("a", 20);
    int bySize = files();
    assertTrue(bySize > 2, bySize + " files");
    test.rotateBytes = 64 << 20;
    clock.advance(Duration.ofHours(25));
    test.write("b", 1);
    assertEquals(bySize + 1, files());
    TrailVerifier.Report report = test.verify();
    assertEquals(List.of(), report.damage());
    assertEquals(21 + bySize + 1, report.records());
    assertEquals(1, test.findRequest("a7").size());
  }

  private int files() throws IOException {
    return new TrailFolder(folder, TrailFolder.TRAIL).files().size();
  }

  @Test
  void files_arePrivate() throws Exception {
    TestTrail test = new TestTrail(folder.resolve("audit"));
    try (FileAuditTrail trail = test.open()) {
      trail.record(TestTrail.event("r1"));
      trail.recordUnproven(TestTrail.event("u1"));
    }
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(test.folder)));
    try (var all = Files.list(test.folder)) {
      for (Path file : all.toList()) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
            file.toString());
      }
    }
  }

  @Test
  void open_whileAnotherWrites() throws Exception {
    TestTrail test = new TestTrail(folder);
    try (FileAuditTrail trail = test.open()) {
      trail.record(TestTrail.event("r1"));
      IOException refused = assertThrows(IOException.class, test::open);
      assertTrue(
          String.valueOf(refused.getMessage()).contains("another process"), refused.getMessage());
    }
  }

  @Test
  void open_afterACrashInTheMiddleOfALine() throws Exception {
    TestTrail test = new TestTrail(folder);
    test.write("a", 3);
    Files.writeString(
        test.file(1), "{\"eventVersion\":\"1.11\",\"userId", StandardOpenOption.APPEND);
    TrailVerifier.Report torn = test.verify();
    assertTrue(torn.isIntact(), "a torn line is no damage: " + torn.damage());
    assertEquals(30, torn.torn().orElseThrow().bytes());
    test.write("b", 1);
    TrailVerifier.Report report = test.verify();
    assertEquals(List.of(), report.damage());
    assertEquals(Optional.empty(), report.torn());
    assertEquals(1, test.lines(1).stream().filter(l -> l.contains("AuditTornLineCut")).count());
    assertEquals(1, test.findRequest("b0").size());
  }

  @Test
  void open_afterACrashThatLeftZeros() throws Exception {
    TestTrail test = new TestTrail(folder);
    test.write("a", 3);
    byte[] line = Files.readAllBytes(test.file(1));
    byte[] zeros = new byte[4096];
    System.arraycopy(line, 0, zeros, 0, 40);
    Files.write(test.file(1), zeros, StandardOpenOption.APPEND);
    test.write("b", 1);
    assertEquals(List.of(), test.verify().damage());
  }

  @Test
  void open_afterACrashBeforeAFilesFirstRecord() throws Exception {
    TestTrail test = new TestTrail(folder);
    test.write("a", 3);
    Files.write(test.file(2), "{\"eventVer".getBytes(StandardCharsets.US_ASCII));
    test.write("b", 1);
    TrailVerifier.Report report = test.verify();
    assertEquals(List.of(), report.damage());
    assertEquals(1, test.findRequest("b0").size());
  }

  @Test
  void open_afterRecordsWereCutOff() throws Exception {
    TestTrail test = new TestTrail(folder);
    test.write("a", 5);
    List<String> lines = test.lines(1);
    test.replace(1, lines.subList(0, 3));
    assertFalse(test.verify().isIntact());
    test.write("b", 1);
    TrailVerifier.Report report = test.verify();
    assertTrue(
        report.damage().getFirst().contains("records 4 to 6 are missing"), report.toString());
    assertEquals(1, test.lines(1).stream().filter(l -> l.contains("AuditTrailDamaged")).count());
    assertEquals(7 + 1, report.lastSequence(), "no number is used twice");
  }

  @Test
  void open_ofADamagedEndGoesOnInANewFile() throws Exception {
    TestTrail test = new TestTrail(folder);
    test.write("a", 5);
    String before = Files.readString(test.file(1));
    String after = before.replace("\"requestID\":\"a3\"", "\"requestID\":\"x3\"");
    Files.writeString(test.file(1), after);
    test.write("b", 1);
    assertEquals(after, Files.readString(test.file(1)), "the evidence is left alone");
    assertEquals(1, test.findRequest("b0").size());
    TrailVerifier.Report report = test.verify();
    assertEquals(1, report.damage().size(), report.toString());
    assertTrue(report.damage().getFirst().contains("record 5 was changed"), report.toString());
  }

  @Test
  void show_mergesReplicasByTime() throws Exception {
    TestTrail one = new TestTrail(folder.resolve("one"));
    TestTrail two = new TestTrail(folder.resolve("two"));
    for (int i = 0; i < 6; i++) {
      TestTrail trail = i % 2 == 0 ? one : two;
      Instant at = TestTrail.NOW.plusSeconds(i);
      trail.clock = () -> at;
      try (FileAuditTrail open = trail.open()) {
        AuditEvent e = TestTrail.event("r" + i, "CN=peer \u00e9", Map.of());
        open.record(
            new AuditEvent(
                at,
                e.requestId(),
                e.eventSource(),
                e.eventName(),
                e.accountId(),
                e.principal(),
                e.sourceIpAddress(),
                e.userAgent(),
                e.requestParameters(),
                e.responseElements(),
                e.errorCode(),
                e.reason(),
                e.resources(),
                e.details()));
      }
    }
    List<String> found = new ArrayList<>();
    new TrailSearch(List.of(one.folder, two.folder))
        .find(
            new TrailSearch.Wanted(
                Optional.empty(),
                Optional.of("CN=peer \u00e9"),
                Optional.of(TestTrail.NOW.plusSeconds(2))),
            found::add);
    assertEquals(
        List.of("r2", "r3", "r4", "r5"),
        found.stream().map(l -> l.replaceAll(".*\"requestID\":\"([^\"]*)\".*", "$1")).toList());
  }
}
