package dev.grapnel.service.notification;

import dev.grapnel.service.audit.AuditKeys;
import dev.grapnel.service.audit.FileAuditTrail;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One replica's announcements, with a real trail in a folder. */
final class ExpiryBed implements AutoCloseable {
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final FileAuditTrail trail;
  final Notifications notifications;

  private final Path folder;

  ExpiryBed(
      Persistence persistence, Path folder, SettableClock clock, Optional<WebhookSettings> webhook)
      throws IOException {
    this.folder = folder;
    trail =
        FileAuditTrail.open(
            new FileAuditTrail.Setup(
                folder, "us-east-1", 1 << 20, Duration.ofDays(366), Duration.ofHours(1), 1, 0),
            AuditKeys.openOrCreate(folder, persistence.keyWrap()),
            persistence.store().checkpoints(),
            meters,
            clock,
            System::nanoTime);
    notifications =
        new Notifications(
            persistence.registry(),
            persistence.store().expiry(),
            trail,
            webhook,
            meters,
            clock,
            System::nanoTime,
            new Random(1));
  }

  /** Every notice in the trail, oldest first. */
  List<JsonNode> notices() throws IOException {
    List<JsonNode> notices = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> file.getFileName().toString().startsWith("audit-")).sorted().toList();
    }
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        JsonNode record = new ObjectMapper().readTree(line);
        if (record.at("/eventName").asString().endsWith("CertificateExpiry")) {
          notices.add(record);
        }
      }
    }
    return notices;
  }

  /** How many notices the trail has more than before the look. */
  int look() throws IOException {
    int before = notices().size();
    notifications.look();
    return notices().size() - before;
  }

  @Override
  public void close() throws IOException {
    notifications.close();
    trail.close();
  }
}
