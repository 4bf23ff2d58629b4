package dev.grapnel.service.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of requests and answers that one server holds at most. Requests larger than any
 * CreateSession get half of them, so that they cannot keep sessions from being made. Thread-safe.
 */
final class MemoryBudget {
  /** Head and body of the largest CreateSession. */
  static final long ORDINARY_BYTES = 192 << 10;

  private final long limitBytes;
  private final AtomicLong used = new AtomicLong();

  MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  long usedBytes() {
    return used.get();
  }

  /** One connection's or stream's part of the budget. Used by one thread at a time. */
  final class Share {
    private long held;

    /** Holds so many bytes in all, or says no and holds what it held. */
    boolean growTo(long bytes) {
      long more = bytes - held;
      if (more <= 0) {
        return true;
      }
      long limit = bytes > ORDINARY_BYTES ? limitBytes / 2 : limitBytes;
      if (used.addAndGet(more) > limit) {
        used.addAndGet(-more);
        return false;
      }
      held = bytes;
      return true;
    }

    /** Holds so many bytes more, even over the limit: an answer has to be sent. */
    void force(long bytes) {
      used.addAndGet(bytes);
      held += bytes;
    }

    void release() {
      used.addAndGet(-held);
      held = 0;
    }
  }
}
