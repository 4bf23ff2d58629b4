package dev.grapnel.service.http;

import static dev.grapnel.service.http.UnacceptableRequestException.malformed;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes a chunked body apart (RFC 9112 section 7.1). Extensions are skipped; trailers are checked
 * as fields and dropped.
 */
final class ChunkedBody {
  private static final int SIZE_DIGITS = 7;

  private enum State {
    SIZE,
    DATA,
    DATA_END,
    TRAILER,
    WHOLE
  }

  private final HttpLimits limits;
  private final BodyBuffer body;
  private final LineScanner scanner = new LineScanner();
  private State state = State.SIZE;
  private int chunkLeft;
  private int trailerFields;
  private int trailerBytes;

  ChunkedBody(HttpLimits limits, BodyBuffer body) {
    this.limits = limits;
    this.body = body;
  }

  /** Takes what is there; true once the body is whole. */
  boolean read(ByteBuf in) throws UnacceptableRequestException {
    State before;
    do {
      before = state;
      switch (state) {
        case SIZE -> readSize(line(in, HttpLimits.CHUNK_LINE_BYTES));
        case DATA -> readData(in);
        case DATA_END -> readDataEnd(line(in, 2));
        case TRAILER -> readTrailers(in);
        case WHOLE -> {}
      }
    } while (state != before);
    return state == State.WHOLE;
  }

  private void readSize(@Nullable String line) throws UnacceptableRequestException {
    if (line == null) {
      return;
    }
    int end = line.indexOf(';');
    chunkLeft = size(end < 0 ? line : line.substring(0, end));
    if (!WireText.isFieldValue(line)) {
      throw malformed("A chunk's extension has a control character");
    }
    state = chunkLeft == 0 ? State.TRAILER : State.DATA;
  }

  private static int size(String digits) throws UnacceptableRequestException {
    if (digits.isEmpty() || digits.length() > SIZE_DIGITS) {
      throw malformed("A chunk's size is not a hexadecimal number");
    }
    int size = 0;
    for (int i = 0; i < digits.length(); i++) {
      if (!WireText.isHex(digits.charAt(i))) {
        throw malformed("A chunk's size is not a hexadecimal number");
      }
      size = size * 16 + Character.digit(digits.charAt(i), 16);
    }
    return size;
  }

  private void readData(ByteBuf in) throws UnacceptableRequestException {
    int count = Math.min(chunkLeft, in.readableBytes());
    body.read(in, count);
    chunkLeft -= count;
    if (chunkLeft == 0) {
      state = State.DATA_END;
    }
  }

  private void readDataEnd(@Nullable String line) throws UnacceptableRequestException {
    if (line != null) {
      state = State.SIZE;
    }
  }

  private void readTrailers(ByteBuf in) throws UnacceptableRequestException {
    for (String line = line(in, limits.headBytes()); line != null; ) {
      if (line.isEmpty()) {
        state = State.WHOLE;
        return;
      }
      HeadParser.field(line);
      trailerBytes += line.length();
      if (++trailerFields > limits.headerFields() || trailerBytes > limits.headBytes()) {
        throw HeadRules.headTooLarge(limits);
      }
      line = line(in, limits.headBytes());
    }
  }

  /** The next line without its CR LF, or null while it has not arrived. */
  private @Nullable String line(ByteBuf in, int limitBytes) throws UnacceptableRequestException {
    int length = scanner.next(in);
    if (Math.max(length, scanner.scanned()) > limitBytes) {
      throw malformed("A line between or after the chunks is too long");
    }
    if (length < 0) {
      return null;
    }
    String line = in.toString(in.readerIndex(), length - 2, StandardCharsets.ISO_8859_1);
    in.skipBytes(length);
    scanner.reset();
    return line;
  }
}
