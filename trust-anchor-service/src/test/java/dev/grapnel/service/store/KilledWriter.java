package dev.grapnel.service.store;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;

import dev.grapnel.service.registry.control.TrustAnchors;
import dev.grapnel.testing.SettableClock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A process to be killed: writes to a store on four threads without end, and prints a line for each
 * write once it has been acknowledged: {@code created ID}, {@code tagged ID} or {@code deleted ID};
 * {@code deleting ID} before a deletion is tried.
 */
final class KilledWriter {
  private static final int THREADS = 4;

  private KilledWriter() {}

  /** The data folder and, for PostgreSQL, its URL. */
  public static void main(String[] args) throws Exception {
    Optional<StoreSettings.Postgres> postgres =
        args.length > 1
            ? Optional.of(
                new StoreSettings.Postgres(args[1], Optional.of("postgres"), Optional.empty()))
            : Optional.empty();
    Persistence persistence =
        Opened.open(Opened.settings(Path.of(args[0]), postgres), new SettableClock(Opened.START));
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().start(() -> write(persistence));
    }
  }

  private static void write(Persistence persistence) {
    TrustAnchors anchors = persistence.controlPlane().trustAnchors();
    for (int round = 0; ; round++) {
      var made = passed(anchors.create(ACCOUNT, Drafts.anchor("anchor " + round)));
      acknowledge("created", made.trustAnchorId());
      if (round % 3 == 0) {
        passed(
            persistence
                .controlPlane()
                .tags()
                .tag(ACCOUNT, made.arn().toString(), Map.of("tagged", "yes")));
        acknowledge("tagged", made.trustAnchorId());
      }
      if (round % 5 == 4) {
        acknowledge("deleting", made.trustAnchorId());
        passed(anchors.delete(ACCOUNT, made.trustAnchorId()));
        acknowledge("deleted", made.trustAnchorId());
      }
    }
  }

  private static void acknowledge(String what, String id) {
    System.out.print(what + ' ' + id + '\n');
    System.out.flush();
  }
}
