package dev.grapnel.service.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The server's edge without sockets: a client's bytes in, the server's bytes out. Decoders, limits,
 * HTTP/2 and answers are those of the server; each request is handled on the spot. For one thread.
 */
public final class EmbeddedEdge {
  private final ConnectionPipeline pipeline;

  public EmbeddedEdge(HttpHandler handler, EdgeAnswers edge, HttpLimits limits) {
    HttpMeters meters = new HttpMeters(new SimpleMeterRegistry(), "embedded");
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    Exchanges exchanges =
        new Exchanges(handler, edge, () -> "request", meters, limits.inFlight(), new OnTheSpot());
    ServerParts parts =
        new ServerParts(
            limits,
            exchanges,
            new AnswerHead(InstantSource.system()),
            new MemoryBudget(limits.memoryBytes()),
            meters);
    pipeline = new ConnectionPipeline(parts, connections, null, Duration.ofSeconds(1));
  }

  /** What the server sends on an HTTP/1.x connection that the bytes arrive on, piece by piece. */
  public byte[] http1(byte[]... pieces) throws IOException {
    return exchange(channel -> pipeline.http1(channel, true), pieces);
  }

  /** What the server sends on an HTTP/2 connection; the client's preface is the caller's. */
  public byte[] http2(byte[]... pieces) throws IOException {
    return exchange(pipeline::http2, pieces);
  }

  private static byte[] exchange(Consumer<ChannelPipeline> handlers, byte[]... pieces)
      throws IOException {
    EmbeddedChannel channel = new EmbeddedChannel();
    try {
      handlers.accept(channel.pipeline());
      for (byte[] piece : pieces) {
        if (channel.isOpen()) {
          channel.writeInbound(Unpooled.wrappedBuffer(piece));
          channel.runPendingTasks();
        }
      }
      return sent(channel);
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static byte[] sent(EmbeddedChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuf next = channel.readOutbound();
    while (next != null) {
      next.readBytes(all, next.readableBytes());
      next.release();
      next = channel.readOutbound();
    }
    return all.toByteArray();
  }

  /** Runs what it is given at once. */
  private static final class OnTheSpot extends AbstractExecutorService {
    @Override
    public void execute(Runnable command) {
      command.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
