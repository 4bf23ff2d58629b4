package dev.grapnel.service.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a whole trail: every record follows the one before it, none is missing, and the trail
 * reaches and agrees with its last checkpoint. Reads beside the service that writes.
 */
public final class TrailVerifier {
  private final TrailFolder folder;
  private final AuditKeys keys;

  public TrailVerifier(Path folder, AuditKeys keys) {
    this.folder = new TrailFolder(folder, TrailFolder.TRAIL);
    this.keys = keys;
  }

  /**
   * What a trail looks like.
   *
   * @param records how many records there are
   * @param lastSequence the last one's number
   * @param damage what a crash does not explain; empty for a trail as it was written
   * @param torn what a crash left behind the last record; it was never acknowledged
   * @param notes what a reader should know besides
   */
  public record Report(
      long records,
      long lastSequence,
      List<String> damage,
      Optional<Torn> torn,
      List<String> notes) {
    public Report {
      damage = List.copyOf(damage);
      notes = List.copyOf(notes);
    }

    public boolean isIntact() {
      return damage.isEmpty();
    }
  }

  /** How many bytes of which file are no whole record. */
  public record Torn(String file, long bytes) {}

  /**
   * Checks.
   *
   * @param store has the last checkpoint; asked before the files are read
   */
  public Report verify(CheckpointStore store) throws IOException {
    Optional<Checkpoint> checkpoint = store.latest(keys.replica());
    List<String> damage = new ArrayList<>();
    if (checkpoint.isPresent() && !keys.checkpointSigner().verifies(checkpoint.get())) {
      damage.add("the last checkpoint's signature is not this trail's");
      checkpoint = Optional.empty();
    }
    TrailWalk walk = new TrailWalk(keys.chain(TrailFolder.TRAIL), checkpoint);
    List<TrailFolder.Numbered> files = folder.files();
    for (TrailFolder.Numbered file : files) {
      walk.read(file);
    }
    return walk.report(damage);
  }
}
