package dev.grapnel.service.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** A body as it arrives: grows with what came, not with what was announced. */
final class BodyBuffer {
  private static final int FIRST_BYTES = 8 << 10;

  private final int limitBytes;
  private final int headBytes;
  private final MemoryBudget.Share share;
  private byte[] bytes = new byte[0];
  private int length;

  /**
   * An empty body.
   *
   * @param headBytes what the share holds for the head
   */
  BodyBuffer(int limitBytes, int headBytes, MemoryBudget.Share share) {
    this.limitBytes = limitBytes;
    this.headBytes = headBytes;
    this.share = share;
  }

  /** Takes so many readable bytes. */
  void read(ByteBuf in, int count) throws UnacceptableRequestException {
    if (count > limitBytes - length) {
      throw HeadRules.bodyTooLarge(limitBytes);
    }
    makeRoom(length + count);
    in.readBytes(bytes, length, count);
    length += count;
  }

  private void makeRoom(int needed) throws UnacceptableRequestException {
    if (needed <= bytes.length) {
      return;
    }
    int capacity = Math.min(limitBytes, Math.max(needed, Math.max(FIRST_BYTES, 2 * bytes.length)));
    if (!share.growTo((long) headBytes + capacity)) {
      throw new UnacceptableRequestException(EdgeFault.BUSY);
    }
    bytes = Arrays.copyOf(bytes, capacity);
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
