package dev.grapnel.service.http;

import dev.grapnel.protocol.signing.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One HTTP/2 stream: one request and its answer. */
final class Http2Exchange extends ChannelInboundHandlerAdapter {
  private final ServerParts parts;
  private final MemoryBudget.Share share;
  private @Nullable MessageHead head;
  private @Nullable BodyBuffer body;
  private @Nullable Future<?> deadline;
  private boolean arrived;

  Http2Exchange(ServerParts parts) {
    this.parts = parts;
    this.share = parts.memory().new Share();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopDeadline();
    share.release();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    try {
      if (arrived) {
        return; // what a refused client still sends
      }
      switch (frame) {
        case Http2HeadersFrame headers when head == null -> begin(ctx, headers);
        case Http2HeadersFrame trailers -> end(ctx, trailers.isEndStream());
        case Http2DataFrame data -> read(ctx, data);
        default -> {} // window updates, resets and priorities are Netty's business
      }
    } catch (UnacceptableRequestException e) {
      refuse(ctx, e.fault());
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  private void begin(ChannelHandlerContext ctx, Http2HeadersFrame frame)
      throws UnacceptableRequestException {
    MessageHead parsed = Http2Head.parse(frame.headers(), frame.isEndStream(), parts.limits());
    head = parsed;
    reserve(parsed.sizeBytes());
    int limit = parts.limits().bodyBytes().maxBytes(parsed.method(), parsed.rawPath());
    checkAnnounced(parsed.headers(), limit);
    body = new BodyBuffer(limit, parsed.sizeBytes(), share);
    if (frame.isEndStream()) {
      end(ctx, true);
      return;
    }
    startDeadline(ctx, parts.limits().requestTime(), () -> refuse(ctx, EdgeFault.LATE));
    if (parsed.expectsContinue()) {
      var _ =
          ctx.writeAndFlush(
              new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("100"), false));
    }
  }

  /** Refuses before the body comes; Netty has seen to it that the length is one number. */
  private static void checkAnnounced(Headers headers, int limit)
      throws UnacceptableRequestException {
    String length = headers.first("content-length").orElse("0");
    if (length.length() > Integer.toString(Integer.MAX_VALUE).length()
        || Long.parseLong(length) > limit) {
      throw HeadRules.bodyTooLarge(limit);
    }
  }

  private void read(ChannelHandlerContext ctx, Http2DataFrame data)
      throws UnacceptableRequestException {
    if (body != null) {
      body.read(data.content(), data.content().readableBytes());
      end(ctx, data.isEndStream());
    }
  }

  private void end(ChannelHandlerContext ctx, boolean endOfStream) {
    if (!endOfStream || head == null || body == null) {
      return;
    }
    arrived = true;
    stopDeadline();
    MessageHead whole = head;
    byte[] bytes = body.toBytes();
    body = null;
    parts
        .exchanges()
        .start(whole, bytes, ctx.channel().parent(), true, answer -> send(ctx, whole, answer));
  }

  private void send(ChannelHandlerContext ctx, MessageHead whole, HttpResponse answer) {
    if (ctx.executor().inEventLoop()) {
      write(ctx, answer, whole.method().equals("HEAD")).addListener(_ -> stopDeadline());
    } else {
      ServerParts.onEventLoop(ctx, () -> send(ctx, whole, answer));
    }
  }

  private void refuse(ChannelHandlerContext ctx, EdgeFault fault) {
    arrived = true;
    stopDeadline();
    body = null;
    boolean bodiless = head != null && head.method().equals("HEAD");
    HttpResponse answer = parts.exchanges().refuse(fault, head == null ? "" : head.rawPath());
    // The answer is whole; the rest of the request is not wanted (RFC 9113 section 8.1).
    write(ctx, answer, bodiless)
        .addListener(
            _ -> {
              var _ = ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
            });
  }

  private ChannelFuture write(ChannelHandlerContext ctx, HttpResponse answer, boolean bodiless) {
    byte[] bytes = answer.body();
    boolean headersOnly = bodiless || bytes.length == 0;
    share.force(bytes.length);
    ChannelFuture written = ctx.write(new DefaultHttp2HeadersFrame(headers(answer), headersOnly));
    if (!headersOnly) {
      ByteBuf content = Unpooled.wrappedBuffer(bytes);
      written = ctx.write(new DefaultHttp2DataFrame(content, true));
    }
    ctx.flush();
    if (!written.isDone()) {
      startDeadline(ctx, parts.limits().writeTime(), () -> ServerParts.close(ctx));
    }
    return written;
  }

  private Http2Headers headers(HttpResponse answer) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    headers.status(Integer.toString(answer.status()));
    for (Headers.Field field : answer.headers().fields()) {
      headers.add(field.name(), field.value());
    }
    headers.add("date", parts.head().date());
    if (!AnswerHead.isBodiless(answer.status())) {
      headers.add("content-length", Integer.toString(answer.body().length));
    }
    return headers;
  }

  private void reserve(int bytes) throws UnacceptableRequestException {
    if (!share.growTo(bytes)) {
      throw new UnacceptableRequestException(EdgeFault.BUSY);
    }
  }

  private void startDeadline(ChannelHandlerContext ctx, Duration time, Runnable onExpiry) {
    stopDeadline();
    deadline = ctx.executor().schedule(onExpiry, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void stopDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    parts.fail(ctx, cause);
  }
}
