package dev.grapnel.service.http;

import dev.grapnel.service.tls.ServerIdentity;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A server on one address, made by {@link HttpServerSetup}. {@link #stop} ends it; it does not
 * start again. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final EventLoopGroup group;
  private final ChannelGroup connections;
  private final Exchanges exchanges;
  private final @Nullable TlsContext tls;
  private final Duration drainTime;
  private final Channel listener;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private HttpServer(
      EventLoopGroup group,
      ChannelGroup connections,
      Exchanges exchanges,
      @Nullable TlsContext tls,
      Duration drainTime,
      Channel listener) {
    this.group = group;
    this.connections = connections;
    this.exchanges = exchanges;
    this.tls = tls;
    this.drainTime = drainTime;
    this.listener = listener;
  }

  static HttpServer start(HttpServerSetup setup, HttpHandler handler) throws IOException {
    HttpMeters meters = new HttpMeters(setup.meters, setup.name);
    MemoryBudget memory = new MemoryBudget(setup.limits.memoryBytes());
    meters.memory(memory::usedBytes);
    Exchanges exchanges =
        new Exchanges(handler, setup.edge, setup.requestIds, meters, setup.limits.inFlight());
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    meters.connections(connections::size);
    TlsContext tls = setup.identity == null ? null : new TlsContext(setup.identity);
    ServerParts parts =
        new ServerParts(setup.limits, exchanges, new AnswerHead(setup.clock), memory, meters);
    EventLoopGroup group = Transport.newGroup(setup.threads, setup.name);
    Channel listener =
        bind(
            setup.address, group, new ConnectionPipeline(parts, connections, tls, setup.drainTime));
    return new HttpServer(group, connections, exchanges, tls, setup.drainTime, listener);
  }

  private static Channel bind(
      InetSocketAddress address, EventLoopGroup group, ConnectionPipeline pipeline)
      throws IOException {
    try {
      return new ServerBootstrap()
          .group(group)
          .channel(Transport.channelType())
          .option(ChannelOption.SO_BACKLOG, BACKLOG)
          .childOption(ChannelOption.TCP_NODELAY, true)
          .childHandler(pipeline)
          .bind(address)
          .syncUninterruptibly()
          .channel();
    } catch (Exception e) { // Netty throws the I/O error itself, undeclared
      var _ = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** New connections get this identity; open ones keep theirs. */
  public void use(ServerIdentity identity) throws IOException {
    if (tls == null) {
      throw new IllegalStateException("this server speaks plain text");
    }
    tls.use(identity);
  }

  /** Takes no further connection, lets open requests finish within the drain time, and ends. */
  public void stop() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    listener.close().syncUninterruptibly();
    connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(Drain.NOW));
    connections.newCloseFuture().awaitUninterruptibly(drainTime.toMillis());
    exchanges.close();
    connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    stop();
  }
}
