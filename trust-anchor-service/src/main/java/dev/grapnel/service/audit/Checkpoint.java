package dev.grapnel.service.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A signed statement that a replica's trail had reached a record: a trail that ends before it was
 * cut, one whose record of that number has another MAC was changed.
 *
 * @param mac of the record of that number
 * @param at when it was made, whole seconds
 * @param signature Ed25519, by a key derived from the replica's secret
 */
@SuppressWarnings("ArrayRecordComponent")
public record Checkpoint(String replica, long sequence, byte[] mac, Instant at, byte[] signature) {
  private static final String CONTEXT = "grapnel audit checkpoint 1\n";

  /** What is signed. */
  static byte[] message(String replica, long sequence, byte[] mac, Instant at) {
    byte[] name = (CONTEXT + replica + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(name.length + 2 * Long.BYTES + mac.length)
        .put(name)
        .putLong(sequence)
        .putLong(at.getEpochSecond())
        .put(mac)
        .array();
  }

  byte[] message() {
    return message(replica, sequence, mac, at);
  }
}
