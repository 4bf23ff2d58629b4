package dev.grapnel.service.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.x connection: a request, its answer, the next request. */
final class Http1Connection extends ChannelInboundHandlerAdapter {
  private static final String HEAD = "HEAD";
  private static final ByteBuf CONTINUE =
      Unpooled.unreleasableBuffer(
              Unpooled.directBuffer()
                  .writeBytes("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
          .asReadOnly();

  private final ServerParts parts;
  private final Http1Decoder decoder;
  private final MemoryBudget.Share share;
  private final boolean secure;
  private @Nullable IdleWatch idle;
  private @Nullable Future<?> deadline;
  private boolean answering;
  private boolean closing;

  Http1Connection(
      ServerParts parts, Http1Decoder decoder, MemoryBudget.Share share, boolean secure) {
    this.parts = parts;
    this.decoder = decoder;
    this.share = share;
    this.secure = secure;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    idle =
        new IdleWatch(
            ctx,
            parts.limits().idleTime(),
            () -> answering || decoder.isMidRequest(),
            () -> ServerParts.close(ctx));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopDeadline();
    if (idle != null) {
      idle.stop();
    }
    share.release();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch ((Http1Event) message) {
      case Http1Event.ContinueWanted _ -> {
        var _ = ctx.writeAndFlush(CONTINUE.duplicate());
      }
      case Http1Event.Arrived(MessageHead head, byte[] body) -> handle(ctx, head, body);
      case Http1Event.Refused refused -> refuse(ctx, refused);
    }
  }

  private void handle(ChannelHandlerContext ctx, MessageHead head, byte[] body) {
    answering = true;
    stopDeadline();
    parts.exchanges().start(head, body, ctx.channel(), secure, answer -> send(ctx, head, answer));
  }

  private void send(ChannelHandlerContext ctx, MessageHead head, HttpResponse answer) {
    if (!ctx.executor().inEventLoop()) {
      ServerParts.onEventLoop(ctx, () -> send(ctx, head, answer));
      return;
    }
    boolean keepAlive = head.keepAlive() && !closing;
    write(ctx, answer, head.method().equals(HEAD), keepAlive)
        .addListener(_ -> sent(ctx, keepAlive));
  }

  private void sent(ChannelHandlerContext ctx, boolean keepAlive) {
    stopDeadline();
    share.release();
    answering = false;
    if (!keepAlive || closing) {
      ServerParts.close(ctx);
      return;
    }
    if (idle != null) {
      idle.touch();
    }
    decoder.next(ctx);
    startDeadlineMidRequest(ctx);
  }

  /**
   * Answers, and goes on reading and dropping for a while: closing at once could lose the answer.
   */
  private void refuse(ChannelHandlerContext ctx, Http1Event.Refused refused) {
    answering = true;
    closing = true;
    stopDeadline();
    HttpResponse answer = parts.exchanges().refuse(refused.fault(), refused.rawPath());
    write(ctx, answer, refused.method().equals(HEAD), false).addListener(_ -> linger(ctx));
  }

  private void linger(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    } else if (ctx.channel() instanceof DuplexChannel socket) {
      var _ = socket.shutdownOutput();
    }
    startDeadline(ctx, HttpLimits.LINGER, () -> ServerParts.close(ctx));
  }

  private ChannelFuture write(
      ChannelHandlerContext ctx, HttpResponse answer, boolean bodiless, boolean keepAlive) {
    share.force(answer.body().length);
    ByteBuf bytes = Http1Writer.encode(ctx.alloc(), answer, parts.head(), bodiless, keepAlive);
    ChannelFuture written = ctx.writeAndFlush(bytes);
    if (!written.isDone()) {
      startDeadline(ctx, parts.limits().writeTime(), () -> ServerParts.close(ctx));
    }
    return written;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    startDeadlineMidRequest(ctx);
  }

  private void startDeadlineMidRequest(ChannelHandlerContext ctx) {
    if (!answering && deadline == null && decoder.isMidRequest()) {
      startDeadline(ctx, parts.limits().requestTime(), () -> late(ctx));
    }
  }

  private void late(ChannelHandlerContext ctx) {
    decoder.stop();
    refuse(ctx, new Http1Event.Refused(EdgeFault.LATE, "", ""));
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
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event == Drain.NOW) {
      closing = true;
      if (!answering && !decoder.isMidRequest()) {
        ServerParts.close(ctx);
      }
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    parts.fail(ctx, cause);
  }
}
