package dev.grapnel.service;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 as a fuzzer makes them: mostly in their form, seldom in their order. */
final class Http2Frames {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int CONTINUATION = 9;
  private static final int LAST_TYPE = 12;

  private static final String[] NAMES = {
    ":method",
    ":path",
    ":scheme",
    ":authority",
    ":status",
    ":protocol",
    "host",
    "content-length",
    "connection",
    "te",
    "expect",
    "transfer-encoding",
    "authorization",
    "x-amz-date",
    "x-amz-x509",
    "cookie",
    "Upper",
    ""
  };
  private static final String[] VALUES = {
    "GET",
    "POST",
    "HEAD",
    "/",
    "/sessions",
    "/profiles?pageSize=2",
    "*",
    "https",
    "localhost",
    "0",
    "5",
    "18446744073709551616",
    "trailers",
    "100-continue",
    "chunked",
    "a\r\nb",
    ""
  };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
  private final FuzzedDataProvider data;

  private Http2Frames(FuzzedDataProvider data) {
    this.data = data;
  }

  /** What every client begins with. */
  static byte[] preface() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
    return all.toByteArray();
  }

  static byte[] of(FuzzedDataProvider data, int count) {
    Http2Frames frames = new Http2Frames(data);
    for (int i = 0; i < count; i++) {
      frames.next();
    }
    return frames.out.toByteArray();
  }

  private void next() {
    switch (data.consumeInt(0, 5)) {
      case 0, 1, 2 -> headers();
      case 3 -> frame(DATA, data.consumeBytes(60));
      case 4 -> frame(data.consumeInt(0, LAST_TYPE), data.consumeBytes(20));
      default -> frame(CONTINUATION, data.consumeBytes(40));
    }
  }

  private void headers() {
    Http2Headers headers = new DefaultHttp2Headers(false);
    if (data.consumeBoolean()) {
      headers.method(data.pickValue(VALUES)).path(data.pickValue(VALUES)).scheme("https");
      headers.authority("localhost");
    }
    for (int i = data.consumeInt(0, 5); i > 0; i--) {
      headers.add(text(NAMES), text(VALUES));
    }
    ByteBuf block = Unpooled.buffer();
    try {
      encoder.encodeHeaders(1, headers, block);
    } catch (Http2Exception e) {
      return; // the encoder's own limit
    }
    byte[] bytes = new byte[block.readableBytes()];
    block.readBytes(bytes);
    block.release();
    frame(HEADERS, bytes);
  }

  private String text(String[] choice) {
    return data.consumeBoolean() ? data.pickValue(choice) : data.consumeAsciiString(30);
  }

  private void frame(int type, byte[] payload) {
    int flags = data.consumeBoolean() ? data.consumeByte() : type == HEADERS ? 5 : 1;
    int stream = data.consumeInt(0, 9);
    out.writeBytes(
        new byte[] {
          (byte) (payload.length >> 16),
          (byte) (payload.length >> 8),
          (byte) payload.length,
          (byte) type,
          (byte) flags,
          0,
          0,
          0,
          (byte) stream
        });
    out.writeBytes(payload);
  }
}
