package dev.grapnel.service.audit;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that records get a checkpoint soon. For one thread at a time. */
final class CheckpointKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointKeeper.class);

  private final AuditKeys keys;
  private final CheckpointSigner signer;
  private final CheckpointStore store;
  private final Supplier<MacChain.Link> durable;
  private final InstantSource clock;
  private final AuditMeters meters;
  private boolean failing;
  private volatile long last;

  CheckpointKeeper(
      AuditKeys keys,
      CheckpointStore store,
      Supplier<MacChain.Link> durable,
      InstantSource clock,
      AuditMeters meters) {
    this.keys = keys;
    this.signer = keys.checkpointSigner();
    this.store = store;
    this.durable = durable;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * The last checkpoint before this start, if the store answers and the checkpoint is genuine.
   *
   * @throws IOException if the store does not answer
   */
  static Optional<Checkpoint> latest(AuditKeys keys, CheckpointStore store) throws IOException {
    return store.latest(keys.replica()).filter(keys.checkpointSigner()::verifies);
  }

  /** Makes a checkpoint if there are records without one. */
  void check() {
    MacChain.Link link = durable.get();
    if (link.sequence() <= last) {
      return;
    }
    try {
      store.save(signer.sign(keys.replica(), link, clock.instant()));
      last = link.sequence();
      failing = false;
    } catch (IOException | RuntimeException e) {
      meters.checkpointFailed();
      if (!failing) {
        LOG.warn("audit checkpoints cannot be kept ({}); trying again", e.toString());
      }
      failing = true;
    }
  }

  long unchecked() {
    return durable.get().sequence() - last;
  }
}
