package dev.grapnel.service.audit;

import dev.grapnel.service.token.KeyWrap;
import dev.grapnel.service.token.MasterKey;
import dev.grapnel.service.token.MasterKeyWrap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A trail in a folder of a test, with a store of checkpoints in memory. */
final class TestTrail {
  static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  final Path folder;
  final MemoryCheckpoints checkpoints = new MemoryCheckpoints();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  InstantSource clock = InstantSource.fixed(NOW);
  TrailFile.Disk disk = TrailFile.DISK;
  Consumer<byte[]> copies = line -> {};
  long rotateBytes = 64 << 20;
  long unprovenBytes = 1 << 20;
  int unprovenPerSecond = 10;

  TestTrail(Path folder) {
    this.folder = folder;
  }

  static KeyWrap wrap() {
    MasterKey key = MasterKey.parse("A".repeat(43) + "=").orElseThrow();
    return new MasterKeyWrap(key, List.of(), new SecureRandom());
  }

  AuditKeys keys() throws IOException {
    return AuditKeys.openOrCreate(folder, wrap());
  }

  FileAuditTrail open() throws IOException {
    FileAuditTrail.Setup setup =
        new FileAuditTrail.Setup(
            folder,
            "us-east-1",
            rotateBytes,
            Duration.ofDays(1),
            Duration.ofHours(1),
            unprovenBytes,
            unprovenPerSecond);
    return FileAuditTrail.open(
        setup, keys(), checkpoints, meters, clock, System::nanoTime, disk, copies);
  }

  TrailVerifier.Report verify() throws IOException {
    return new TrailVerifier(folder, keys()).verify(checkpoints);
  }

  /** The records that match, as lines of JSON. */
  List<String> find(TrailSearch.Wanted wanted) throws IOException {
    List<String> found = new ArrayList<>();
    new TrailSearch(List.of(folder)).find(wanted, found::add);
    return found;
  }

  List<String> findRequest(String requestId) throws IOException {
    return find(new TrailSearch.Wanted(Optional.of(requestId), Optional.empty(), Optional.empty()));
  }

  /** Writes so many records, named {@code PREFIX0} and on, and closes the trail. */
  void write(String prefix, int count) throws IOException {
    try (FileAuditTrail trail = open()) {
      for (int i = 0; i < count; i++) {
        trail.record(event(prefix + i));
      }
    }
  }

  Path file(int number) {
    return folder.resolve("audit-%08d.jsonl".formatted(number));
  }

  List<String> lines(int number) throws IOException {
    return Files.readAllLines(file(number), StandardCharsets.ISO_8859_1);
  }

  void replace(int number, List<String> lines) throws IOException {
    Files.writeString(file(number), String.join("\n", lines) + "\n", StandardCharsets.ISO_8859_1);
  }

  static AuditEvent event(String requestId) {
    return event(requestId, "CN=workload", Map.of("durationSeconds", "3600"));
  }

  static AuditEvent event(String requestId, String principal, Map<String, String> parameters) {
    return new AuditEvent(
        NOW,
        requestId,
        "rolesanywhere.amazonaws.com",
        "CreateSession",
        "123456789012",
        principal,
        "192.0.2.1",
        "test",
        parameters,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of("arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/a"),
        Map.of());
  }

  /** Keeps each replica's latest checkpoint. */
  static final class MemoryCheckpoints implements CheckpointStore {
    private final Map<String, Checkpoint> latest = new ConcurrentHashMap<>();

    @Override
    public void save(Checkpoint checkpoint) {
      latest.merge(
          checkpoint.replica(),
          checkpoint,
          (old, given) -> given.sequence() > old.sequence() ? given : old);
    }

    @Override
    public Optional<Checkpoint> latest(String replica) {
      return Optional.ofNullable(latest.get(replica));
    }

    void forget() {
      latest.clear();
    }
  }
}
