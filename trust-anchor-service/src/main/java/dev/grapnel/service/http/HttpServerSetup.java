package dev.grapnel.service.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.grapnel.service.tls.ServerIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a server is set up: plain text, default limits, errors in JSON and random request ids unless
 * told otherwise. For one thread.
 */
public final class HttpServerSetup {
  final String name;
  final InetSocketAddress address;
  final MeterRegistry meters;
  final InstantSource clock;
  int threads;
  HttpLimits limits = HttpLimits.DEFAULTS;
  @Nullable ServerIdentity identity;
  EdgeAnswers edge = new JsonEdgeAnswers();
  Supplier<String> requestIds = () -> UUID.randomUUID().toString();
  Duration drainTime = Duration.ofSeconds(20);

  /**
   * A set-up.
   *
   * @param name for threads and metrics
   * @param address where it listens; port 0 for a free one
   * @param clock for the Date header
   */
  public HttpServerSetup(
      String name, InetSocketAddress address, MeterRegistry meters, InstantSource clock) {
    this.name = name;
    this.address = address;
    this.meters = meters;
    this.clock = clock;
  }

  /** How many event loops; 0 for one a processor. */
  @CanIgnoreReturnValue
  public HttpServerSetup threads(int count) {
    threads = count;
    return this;
  }

  @CanIgnoreReturnValue
  public HttpServerSetup limits(HttpLimits newLimits) {
    limits = newLimits;
    return this;
  }

  /** Speaks TLS with this identity, and HTTP/2 beside HTTP/1.1. */
  @CanIgnoreReturnValue
  public HttpServerSetup identity(ServerIdentity newIdentity) {
    identity = newIdentity;
    return this;
  }

  @CanIgnoreReturnValue
  public HttpServerSetup edge(EdgeAnswers newEdge) {
    edge = newEdge;
    return this;
  }

  @CanIgnoreReturnValue
  public HttpServerSetup requestIds(Supplier<String> source) {
    requestIds = source;
    return this;
  }

  /** How long open requests may take when the server stops. */
  @CanIgnoreReturnValue
  public HttpServerSetup drainTime(Duration time) {
    drainTime = time;
    return this;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the address cannot be bound or the identity cannot be used
   */
  public HttpServer start(HttpHandler handler) throws IOException {
    return HttpServer.start(this, handler);
  }
}
