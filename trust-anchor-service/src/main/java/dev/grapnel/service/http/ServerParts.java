package dev.grapnel.service.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every connection of one server shares. */
record ServerParts(
    HttpLimits limits,
    Exchanges exchanges,
    AnswerHead head,
    MemoryBudget memory,
    HttpMeters meters) {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /**
   * Ends a connection or stream that failed: clients go away or break the protocol all the time,
   * anything else is a bug.
   */
  void fail(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException
        || cause instanceof DecoderException
        || cause instanceof Http2Exception) {
      LOG.debug("connection of {} ended: {}", ctx.channel().remoteAddress(), cause.toString());
    } else {
      LOG.warn("connection of {} failed: this is a bug", ctx.channel().remoteAddress(), cause);
    }
    close(ctx);
  }

  /** Runs something on the connection's own thread, unless the server has ended. */
  static void onEventLoop(ChannelHandlerContext ctx, Runnable work) {
    try {
      ctx.executor().execute(work);
    } catch (RejectedExecutionException _) {
      // nobody is left to answer
    }
  }

  static void close(ChannelHandlerContext ctx) {
    var _ = ctx.close(); // nothing is left to do with a connection that cannot even be closed
  }
}
