package dev.grapnel.service.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one HTTP/2 connection: closes it when it has been without a stream for too long, or
 * when it sends more settings, pings and the like than requests need (CVE-2019-9512, -9515).
 */
final class Http2Guard extends ChannelInboundHandlerAdapter {
  private final ServerParts parts;
  private final Http2FrameCodec codec;
  private @Nullable IdleWatch idle;
  private long windowStartNanos;
  private int framesInWindow;

  Http2Guard(ServerParts parts, Http2FrameCodec codec) {
    this.parts = parts;
    this.codec = codec;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    idle =
        new IdleWatch(
            ctx,
            parts.limits().idleTime(),
            () -> codec.connection().numActiveStreams() > 0,
            () -> ServerParts.close(ctx));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (idle != null) {
      idle.stop();
    }
  }

  /** Only frames of the connection itself come here; those of streams go to the streams. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    ReferenceCountUtil.release(frame);
    long now = ctx.executor().ticker().nanoTime();
    if (now - windowStartNanos > HttpLimits.HTTP2_WINDOW.toNanos()) {
      windowStartNanos = now;
      framesInWindow = 0;
    }
    if (++framesInWindow == HttpLimits.HTTP2_CONTROL_FRAMES) {
      var _ =
          ctx.writeAndFlush(
                  new DefaultHttp2GoAwayFrame(Http2Error.ENHANCE_YOUR_CALM, Unpooled.EMPTY_BUFFER))
              .addListener(_ -> ServerParts.close(ctx));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event == Drain.NOW) {
      ServerParts.close(ctx); // says GOAWAY, and waits for the open streams
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof Http2Exception)) { // those, Netty's codec answers as the protocol says
      parts.fail(ctx, cause);
    }
  }
}
