package dev.grapnel.service.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.x bytes to whole requests, one at a time: after each, it reads no further until {@link
 * #next}. Bytes that arrive meanwhile wait in the buffer, and no more are read from the socket.
 */
final class Http1Decoder extends ByteToMessageDecoder {
  private static final int VERSION_BYTES = 16;

  private enum State {
    HEAD,
    FIXED_BODY,
    CHUNKED_BODY,
    ANSWERING,
    REFUSED
  }

  private final HttpLimits limits;
  private final HeadParser parser;
  private final MemoryBudget.Share share;
  private final LineScanner scanner = new LineScanner();
  private State state = State.HEAD;
  private boolean decoding;
  private boolean blankLineSkipped;
  private int lines;
  private @Nullable MessageHead head;
  private @Nullable BodyBuffer body;
  private @Nullable ChunkedBody chunks;
  private int bodyLeft;

  Http1Decoder(HttpLimits limits, MemoryBudget.Share share) {
    this.limits = limits;
    this.parser = new HeadParser(limits);
    this.share = share;
  }

  /** Whether a request has begun to arrive and is not whole. */
  boolean isMidRequest() {
    return switch (state) {
      case HEAD -> actualReadableBytes() > 0;
      case FIXED_BODY, CHUNKED_BODY -> true;
      case ANSWERING, REFUSED -> false;
    };
  }

  /** Goes on with the next request, once the answer to the last one is sent. */
  void next(ChannelHandlerContext connection) {
    if (decoding) {
      connection.executor().execute(() -> next(connection));
      return;
    }
    if (state != State.ANSWERING || connection.isRemoved()) {
      return;
    }
    state = State.HEAD;
    connection.channel().config().setAutoRead(true);
    if (actualReadableBytes() > 0) {
      ChannelHandlerContext own = connection.pipeline().context(this);
      try {
        channelRead(own, Unpooled.EMPTY_BUFFER);
      } catch (Exception e) {
        own.fireExceptionCaught(e);
      }
    }
  }

  /** Marks the time in which {@link #next} must wait: an answer can be ready at once. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
    decoding = true;
    try {
      super.channelRead(ctx, msg);
    } finally {
      decoding = false;
    }
  }

  /** Drops whatever else arrives. */
  void stop() {
    state = State.REFUSED;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    try {
      switch (state) {
        case HEAD -> readHead(in, out);
        case FIXED_BODY -> readFixed(in, out);
        case CHUNKED_BODY -> readChunks(in, out);
        case ANSWERING -> ctx.channel().config().setAutoRead(false);
        case REFUSED -> in.skipBytes(in.readableBytes());
      }
    } catch (UnacceptableRequestException e) {
      refuse(e.fault(), in, out);
    }
  }

  private void refuse(EdgeFault fault, ByteBuf in, List<Object> out) {
    in.skipBytes(in.readableBytes());
    state = State.REFUSED;
    out.add(
        new Http1Event.Refused(
            fault, head == null ? "" : head.method(), head == null ? "" : head.rawPath()));
    forget();
  }

  private void readHead(ByteBuf in, List<Object> out) throws UnacceptableRequestException {
    checkFirstByte(in);
    while (true) {
      int length = scanner.next(in);
      checkHeadSize();
      if (length < 0) {
        reserve(in.readableBytes());
        return;
      }
      if (length > 2) {
        scanner.advance();
        lines++;
      } else if (lines > 0) {
        byte[] block = new byte[scanner.scanned()];
        in.readBytes(block);
        begin(parser.parse(block), in, out);
        return;
      } else {
        skipBlankLine(in);
        if (!in.isReadable()) {
          return;
        }
        checkFirstByte(in);
      }
    }
  }

  /** Some clients end a body with a line end that does not count (RFC 9112 section 2.2). */
  private void skipBlankLine(ByteBuf in) throws UnacceptableRequestException {
    if (blankLineSkipped) {
      throw UnacceptableRequestException.malformed("The request begins with empty lines");
    }
    blankLineSkipped = true;
    in.skipBytes(2);
    scanner.reset();
  }

  /** Tells garbage, such as a TLS handshake, before its first line end arrives. */
  private static void checkFirstByte(ByteBuf in) throws UnacceptableRequestException {
    byte first = in.getByte(in.readerIndex());
    if (first != '\r' && !WireText.isTokenCharacter(first)) {
      throw UnacceptableRequestException.malformed("The request does not begin with a method");
    }
  }

  private void checkHeadSize() throws UnacceptableRequestException {
    int firstLineBytes = limits.targetBytes() + HttpLimits.METHOD_BYTES + VERSION_BYTES;
    if (lines == 0 && scanner.scanned() > firstLineBytes) {
      throw HeadRules.targetTooLong(limits);
    }
    if (scanner.scanned() > limits.headBytes()) {
      throw HeadRules.headTooLarge(limits);
    }
    if (lines > limits.headerFields() + 1) {
      throw HeadRules.tooManyFields(limits);
    }
  }

  private void begin(MessageHead newHead, ByteBuf in, List<Object> out)
      throws UnacceptableRequestException {
    head = newHead;
    reserve(newHead.sizeBytes());
    int limit = limits.bodyBytes().maxBytes(newHead.method(), newHead.rawPath());
    body = new BodyBuffer(limit, newHead.sizeBytes(), share);
    switch (newHead.framing()) {
      case MessageHead.Framing.Fixed(long bytes) -> beginFixed(bytes, limit);
      case MessageHead.Framing.Chunked _ -> {
        chunks = new ChunkedBody(limits, body);
        state = State.CHUNKED_BODY;
      }
      case MessageHead.Framing.Streamed _ ->
          throw new IllegalStateException("HTTP/1.x has no streams");
    }
    if (newHead.expectsContinue() && !in.isReadable() && !isEmptyBody()) {
      out.add(new Http1Event.ContinueWanted());
    }
    if (isEmptyBody()) {
      arrived(out);
    }
  }

  private boolean isEmptyBody() {
    return state == State.FIXED_BODY && bodyLeft == 0;
  }

  private void beginFixed(long bytes, int limit) throws UnacceptableRequestException {
    if (bytes > limit) {
      throw HeadRules.bodyTooLarge(limit);
    }
    bodyLeft = (int) bytes;
    state = State.FIXED_BODY;
  }

  private void readFixed(ByteBuf in, List<Object> out) throws UnacceptableRequestException {
    if (body == null) {
      throw new IllegalStateException("a body without a buffer");
    }
    int count = Math.min(bodyLeft, in.readableBytes());
    body.read(in, count);
    bodyLeft -= count;
    if (bodyLeft == 0) {
      arrived(out);
    }
  }

  private void readChunks(ByteBuf in, List<Object> out) throws UnacceptableRequestException {
    if (chunks != null && chunks.read(in)) {
      arrived(out);
    }
  }

  private void arrived(List<Object> out) {
    if (head == null || body == null) {
      throw new IllegalStateException("a body without a head");
    }
    out.add(new Http1Event.Arrived(head, body.toBytes()));
    state = State.ANSWERING;
    forget();
  }

  private void forget() {
    head = null;
    body = null;
    chunks = null;
    lines = 0;
    blankLineSkipped = false;
    scanner.reset();
  }

  private void reserve(int bytes) throws UnacceptableRequestException {
    if (!share.growTo(bytes)) {
      throw new UnacceptableRequestException(EdgeFault.BUSY);
    }
  }
}
