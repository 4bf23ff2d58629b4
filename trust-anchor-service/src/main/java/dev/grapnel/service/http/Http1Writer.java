package dev.grapnel.service.http;

import dev.grapnel.protocol.signing.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** An answer as HTTP/1.1 bytes. */
final class Http1Writer {
  private static final int COPIED_BODY_BYTES = 16 << 10;
  private static final int HEAD_GUESS_BYTES = 512;

  private Http1Writer() {}

  static ByteBuf encode(
      ByteBufAllocator alloc,
      HttpResponse answer,
      AnswerHead head,
      boolean bodiless,
      boolean keepAlive) {
    byte[] body = answer.body();
    boolean copied = body.length <= COPIED_BODY_BYTES;
    ByteBuf out = alloc.buffer(HEAD_GUESS_BYTES + (copied ? body.length : 0));
    writeHead(out, answer, head.date(), keepAlive);
    if (bodiless || body.length == 0) {
      return out;
    }
    return copied
        ? out.writeBytes(body)
        : Unpooled.wrappedBuffer(out, Unpooled.wrappedBuffer(body));
  }

  private static void writeHead(ByteBuf out, HttpResponse answer, String date, boolean keepAlive) {
    StringBuilder text = new StringBuilder(HEAD_GUESS_BYTES);
    text.append("HTTP/1.1 ").append(answer.status()).append(' ');
    text.append(AnswerHead.reason(answer.status())).append("\r\n");
    for (Headers.Field field : answer.headers().fields()) {
      line(text, field.name(), field.value());
    }
    line(text, "date", date);
    if (!AnswerHead.isBodiless(answer.status())) {
      line(text, "content-length", Integer.toString(answer.body().length));
    }
    if (!keepAlive) {
      line(text, "connection", "close");
    }
    text.append("\r\n");
    ByteBufUtil.writeAscii(out, text); // a character beyond ASCII becomes a question mark
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }
}
