package dev.grapnel.service.api;

import dev.grapnel.service.http.HttpLimits;
import dev.grapnel.service.http.HttpServer;
import dev.grapnel.service.http.HttpServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;

/** The API on a free loopback port, without TLS, for clients that are not ours. */
final class ApiServer implements AutoCloseable {
  private final HttpServer server;

  private ApiServer(HttpServer server) {
    this.server = server;
  }

  static ApiServer start(ApiBed bed) throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ApiServer(
        new HttpServerSetup("test", loopback, new SimpleMeterRegistry(), InstantSource.system())
            .limits(HttpLimits.DEFAULTS.withBodyBytes(ApiEdge::maxBodyBytes))
            .edge(new ApiEdge())
            .start(bed.apiHandler()));
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.address().getPort());
  }

  @Override
  public void close() {
    server.stop();
  }
}
