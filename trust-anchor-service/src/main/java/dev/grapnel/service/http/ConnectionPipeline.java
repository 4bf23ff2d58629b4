package dev.grapnel.service.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Puts a connection's handlers together, and with them every limit of {@link HttpLimits}: TLS and
 * ALPN, then either decoder and connection of HTTP/1.1 or codec, guard and streams of HTTP/2.
 */
final class ConnectionPipeline extends ChannelInitializer<Channel> {
  /**
   * How many times our limit Netty's own for a header block is: within it, {@link Http2Head}
   * refuses with a whole answer; beyond it, Netty with a bare 431 or the connection's end.
   */
  private static final int HEAD_SLACK = 2;

  private final ServerParts parts;
  private final ChannelGroup connections;
  private final @Nullable TlsContext tls;
  private final Duration drainTime;
  private final AddressLimit addresses;

  ConnectionPipeline(
      ServerParts parts, ChannelGroup connections, @Nullable TlsContext tls, Duration drainTime) {
    this.parts = parts;
    this.connections = connections;
    this.tls = tls;
    this.drainTime = drainTime;
    this.addresses = new AddressLimit(parts.limits().connectionsPerAddress());
  }

  @Override
  protected void initChannel(Channel channel) {
    if (connections.size() >= parts.limits().connections() || !addresses.admit(channel)) {
      parts.meters().connectionRefused();
      var _ = channel.close();
      return;
    }
    connections.add(channel);
    if (tls == null) {
      http1(channel.pipeline(), false);
      return;
    }
    SslHandler handler = tls.newHandler(channel);
    handler.setHandshakeTimeoutMillis(parts.limits().handshakeTime().toMillis());
    channel.pipeline().addLast(handler, new Negotiation());
  }

  void http1(ChannelPipeline pipeline, boolean secure) {
    MemoryBudget.Share share = parts.memory().new Share();
    Http1Decoder decoder = new Http1Decoder(parts.limits(), share);
    pipeline.addLast(decoder, new Http1Connection(parts, decoder, share, secure));
  }

  void http2(ChannelPipeline pipeline) {
    int windowSeconds = (int) HttpLimits.HTTP2_WINDOW.toSeconds();
    Http2Settings settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(parts.limits().streams())
            .maxHeaderListSize((long) HEAD_SLACK * parts.limits().headBytes());
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(settings)
            .validateHeaders(true)
            .validateRequiredPseudoHeaders(true)
            .decoderEnforceMaxRstFramesPerWindow(HttpLimits.HTTP2_RESETS, windowSeconds)
            .encoderEnforceMaxRstFramesPerWindow(HttpLimits.HTTP2_RESETS, windowSeconds)
            .decoderEnforceMaxConsecutiveEmptyDataFrames(HttpLimits.HTTP2_EMPTY_DATA_FRAMES)
            .decoderEnforceMaxSmallContinuationFrames(HttpLimits.HTTP2_SMALL_CONTINUATIONS)
            .encoderEnforceMaxQueuedControlFrames(HttpLimits.HTTP2_QUEUED_CONTROL_FRAMES)
            .gracefulShutdownTimeoutMillis(drainTime.toMillis())
            .build();
    pipeline.addLast(codec, new Http2MultiplexHandler(new Streams()), new Http2Guard(parts, codec));
  }

  /** Gives each stream its handler. */
  private final class Streams extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel stream) {
      stream.pipeline().addLast(new Http2Exchange(parts));
    }

    @Override
    public boolean isSharable() {
      return true;
    }
  }

  /** Waits for the handshake, then goes on with the protocol that it settled. */
  private final class Negotiation extends ApplicationProtocolNegotiationHandler {
    Negotiation() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        http2(ctx.pipeline());
      } else {
        http1(ctx.pipeline(), true);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
      if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
        parts.meters().handshakeFailed();
      }
      super.userEventTriggered(ctx, event);
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      ServerParts.close(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      parts.fail(ctx, cause);
    }
  }

  @Override
  public boolean isSharable() {
    return true;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    parts.fail(ctx, cause);
  }
}
