package dev.grapnel.agent.outlet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Health and metrics: {@code /livez}, {@code /readyz} and {@code /metrics}. */
public final class ManagementServer {
  private ManagementServer() {}

  public static OutletServer start(
      InetSocketAddress listen, BooleanSupplier ready, Supplier<String> metrics)
      throws IOException {
    return OutletServer.start(
        listen,
        Optional.empty(),
        exchange ->
            switch (exchange.getRequestURI().getPath()) {
              case "/livez" -> OutletServer.Reply.of(200, "text/plain", "live\n");
              case "/readyz" ->
                  ready.getAsBoolean()
                      ? OutletServer.Reply.of(200, "text/plain", "ready\n")
                      : OutletServer.Reply.of(503, "text/plain", "no valid credentials\n");
              case "/metrics" ->
                  OutletServer.Reply.of(200, "text/plain; version=0.0.4", metrics.get());
              default -> OutletServer.Reply.of(404, "text/plain", "");
            });
  }
}
