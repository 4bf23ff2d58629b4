package dev.grapnel.service.audit;

import java.io.IOException;
import java.util.Optional;

/**
 * Where checkpoints are kept: somewhere that whoever can write the trail's files cannot also write.
 * Thread-safe.
 */
public interface CheckpointStore {
  /**
   * Keeps a checkpoint. One with a lower sequence number than the replica's latest changes nothing.
   */
  void save(Checkpoint checkpoint) throws IOException;

  /** The replica's checkpoint of the highest sequence number. */
  Optional<Checkpoint> latest(String replica) throws IOException;
}
