package dev.grapnel.service.store;

import dev.grapnel.service.audit.Checkpoint;
import dev.grapnel.service.audit.CheckpointStore;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of audit checkpoints: the newest of each replica. */
final class CheckpointRows implements CheckpointStore {
  private final Engine engine;

  CheckpointRows(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void save(Checkpoint checkpoint) throws IOException {
    boolean _ =
        engine.write(
            handle -> {
              boolean newer =
                  sequence(handle, checkpoint.replica())
                      .map(kept -> kept < checkpoint.sequence())
                      .orElse(true);
              if (newer) {
                replace(handle, checkpoint);
              }
              return newer;
            });
  }

  @Override
  public Optional<Checkpoint> latest(String replica) throws IOException {
    return engine.read(
        handle ->
            handle
                .createQuery(
                    "SELECT sequence, content FROM audit_checkpoint WHERE replica_id = :replica"
                        + " ORDER BY sequence DESC LIMIT 1")
                .bind("replica", replica)
                .map((row, _) -> unpack(replica, row.getLong("sequence"), row.getBytes("content")))
                .findOne());
  }

  private static Optional<Long> sequence(Handle handle, String replica) {
    return handle
        .createQuery("SELECT MAX(sequence) FROM audit_checkpoint WHERE replica_id = :replica")
        .bind("replica", replica)
        .mapTo(Long.class)
        .findOne();
  }

  private static void replace(Handle handle, Checkpoint checkpoint) {
    handle.execute("DELETE FROM audit_checkpoint WHERE replica_id = ?", checkpoint.replica());
    handle
        .createUpdate(
            "INSERT INTO audit_checkpoint (replica_id, sequence, content)"
                + " VALUES (:replica, :sequence, :content)")
        .bind("replica", checkpoint.replica())
        .bind("sequence", checkpoint.sequence())
        .bind("content", pack(checkpoint))
        .execute();
  }

  /** Time in seconds, length of the MAC, MAC, signature. */
  private static byte[] pack(Checkpoint checkpoint) {
    byte[] mac = checkpoint.mac();
    byte[] signature = checkpoint.signature();
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + mac.length + signature.length)
        .putLong(checkpoint.at().getEpochSecond())
        .putInt(mac.length)
        .put(mac)
        .put(signature)
        .array();
  }

  /** Damage gives a checkpoint whose signature does not verify, which its reader reports. */
  private static Checkpoint unpack(String replica, long sequence, byte[] content) {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    try {
      Instant at = Instant.ofEpochSecond(buffer.getLong());
      byte[] mac = new byte[Math.clamp(buffer.getInt(), 0, buffer.remaining())];
      buffer.get(mac);
      byte[] signature = new byte[buffer.remaining()];
      buffer.get(signature);
      return new Checkpoint(replica, sequence, mac, at, signature);
    } catch (BufferUnderflowException _) {
      return new Checkpoint(replica, sequence, new byte[0], Instant.EPOCH, new byte[0]);
    }
  }
}
