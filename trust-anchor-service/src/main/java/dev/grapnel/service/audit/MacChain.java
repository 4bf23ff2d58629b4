package dev.grapnel.service.audit;

import dev.grapnel.protocol.secret.ConstantTime;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ties records together: each one's MAC covers the MAC before it and the record, in which the
 * replica's id and the sequence number stand. For one thread at a time.
 */
final class MacChain {
  private static final String MAC = "HmacSHA256";
  private static final String REPLICA = ",\"replica\":\"";
  private static final String SEQUENCE = "\",\"sequence\":";
  private static final byte[] BEFORE_MAC = ",\"mac\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AFTER_MAC = "\"}\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MAC_BYTES = 32;

  /** How many bytes of a line stand behind what the MAC covers. */
  static final int SUFFIX_BYTES = BEFORE_MAC.length + 2 * MAC_BYTES + AFTER_MAC.length;

  /** A place in the chain: the last record's number and MAC. */
  @SuppressWarnings("ArrayRecordComponent")
  record Link(long sequence, byte[] mac) {}

  /** A line, and the place in the chain behind it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Line(byte[] bytes, Link link) {}

  private final Mac mac;
  private final String replica;

  MacChain(byte[] key, String replica) {
    this.replica = replica;
    try {
      mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no " + MAC, e);
    }
  }

  /** The place before the first record. */
  Link start() {
    return new Link(0, mac.doFinal(("start " + replica).getBytes(StandardCharsets.US_ASCII)));
  }

  /** Closes the open record and makes it the next line. */
  Line append(Link last, byte[] openRecord) {
    long sequence = last.sequence() + 1;
    byte[] place = (REPLICA + replica + SEQUENCE + sequence).getBytes(StandardCharsets.US_ASCII);
    mac.update(last.mac());
    mac.update(openRecord);
    mac.update(place);
    byte[] result = mac.doFinal();
    byte[] line = new byte[openRecord.length + place.length + SUFFIX_BYTES];
    int at = put(line, 0, openRecord);
    at = put(line, at, place);
    at = put(line, at, BEFORE_MAC);
    at = put(line, at, HexFormat.of().formatHex(result).getBytes(StandardCharsets.US_ASCII));
    put(line, at, AFTER_MAC);
    return new Line(line, new Link(sequence, result));
  }

  private static int put(byte[] line, int at, byte[] part) {
    System.arraycopy(part, 0, line, at, part.length);
    return at + part.length;
  }

  /** Whether the line follows the record with that MAC. */
  boolean follows(byte[] previousMac, TrailLine line) {
    mac.update(previousMac);
    mac.update(line.bytes(), 0, line.bytes().length - SUFFIX_BYTES);
    return ConstantTime.equals(mac.doFinal(), line.mac()) && line.replica().equals(replica);
  }
}
