package dev.grapnel.service.http;

import static dev.grapnel.service.http.UnacceptableRequestException.malformed;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Finds line ends in what has arrived so far, each byte looked at once. A line ends with CR LF; a
 * CR or LF alone is refused.
 */
final class LineScanner {
  private int scanned;
  private int lineStart;

  /**
   * The length of the next line, its CR LF included, or -1 while its end has not arrived. The line
   * begins {@link #lineStart} bytes after the buffer's reader index.
   */
  int next(ByteBuf in) throws UnacceptableRequestException {
    int available = in.readableBytes() - scanned;
    int from = in.readerIndex() + scanned;
    int lf = available == 0 ? -1 : in.forEachByte(from, available, ByteProcessor.FIND_LF);
    checkCarriageReturns(in, from, lf < 0 ? from + available : lf);
    if (lf < 0) {
      // A carriage return at the end is looked at again, with what follows it.
      boolean open = available > 0 && in.getByte(from + available - 1) == '\r';
      scanned += open ? available - 1 : available;
      return -1;
    }
    if (lf == in.readerIndex() + lineStart || in.getByte(lf - 1) != '\r') {
      throw malformed("A line ends without a carriage return");
    }
    int length = lf + 1 - in.readerIndex() - lineStart;
    scanned = lf + 1 - in.readerIndex();
    return length;
  }

  /** A carriage return may only be a line's last byte before the line feed, or yet to be seen. */
  private static void checkCarriageReturns(ByteBuf in, int from, int to)
      throws UnacceptableRequestException {
    int cr = to <= from ? -1 : in.forEachByte(from, to - from, ByteProcessor.FIND_CR);
    if (cr >= 0 && cr != to - 1) {
      throw malformed("A carriage return stands alone");
    }
  }

  int lineStart() {
    return lineStart;
  }

  /** How many bytes have been looked at. */
  int scanned() {
    return scanned;
  }

  /** Goes on behind the line just found. */
  void advance() {
    lineStart = scanned;
  }

  void reset() {
    scanned = 0;
    lineStart = 0;
  }
}
