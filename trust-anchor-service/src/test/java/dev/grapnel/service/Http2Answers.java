package dev.grapnel.service;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a server sent on an HTTP/2 connection: whole frames, and typed answers in them. */
final class Http2Answers {
  private static final int HEAD_BYTES = 9;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
  private final Map<Integer, Http2Headers> heads = new HashMap<>();
  private final Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();

  private Http2Answers() {}

  static void check(byte[] sent) {
    Http2Answers answers = new Http2Answers();
    ByteBuf in = Unpooled.wrappedBuffer(sent);
    while (in.isReadable()) {
      answers.frame(in);
    }
  }

  private void frame(ByteBuf in) {
    require(in.readableBytes() >= HEAD_BYTES, "a frame is cut");
    int length = in.readUnsignedMedium();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & Integer.MAX_VALUE;
    require(in.readableBytes() >= length, "a frame is cut");
    ByteBuf payload = in.readSlice(length);
    if (type == HEADERS) {
      require((flags & END_HEADERS) != 0, "an answer's head is in one frame");
      head(stream, payload);
    } else if (type == DATA) {
      byte[] bytes = new byte[length];
      payload.readBytes(bytes);
      bodies.computeIfAbsent(stream, _ -> new ByteArrayOutputStream()).writeBytes(bytes);
    }
    if (type <= HEADERS && (flags & END_STREAM) != 0) {
      end(stream);
    }
  }

  private void head(int stream, ByteBuf block) {
    try {
      Http2Headers headers = decoder.decodeHeaders(stream, block);
      if (!"100".contentEquals(headers.status())) {
        require(heads.put(stream, headers) == null, "two answers on one stream");
      }
    } catch (Http2Exception e) {
      throw new AssertionError(e);
    }
  }

  private void end(int stream) {
    Http2Headers headers = heads.get(stream);
    if (headers == null) {
      throw new AssertionError("a body without a head");
    }
    int status = Integer.parseInt(headers.status().toString());
    ByteArrayOutputStream body = bodies.get(stream);
    CharSequence type = headers.get("x-amzn-errortype");
    if (body == null) { // the answer to HEAD, or Netty's own for a head beyond all limits
      require(status != 500, headers.toString());
    } else {
      WireAnswers.check(
          status, type == null ? "" : type.toString(), body.toString(StandardCharsets.UTF_8));
    }
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }
}
