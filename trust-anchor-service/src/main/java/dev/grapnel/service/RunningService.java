package dev.grapnel.service;

import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.service.config.LimitsConfig;
import dev.grapnel.service.config.ListenConfig;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.file.PrivateFile;
import dev.grapnel.service.http.HttpHandler;
import dev.grapnel.service.http.HttpLimits;
import dev.grapnel.service.http.HttpResponse;
import dev.grapnel.service.http.HttpServer;
import dev.grapnel.service.http.HttpServerSetup;
import dev.grapnel.service.management.ManagementHandler;
import dev.grapnel.service.management.Readiness;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service, put together by hand; {@link #start} is the whole wiring. */
final class RunningService {
  private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);

  private final HttpServer api;
  private final HttpServer management;

  private RunningService(HttpServer api, HttpServer management) {
    this.api = api;
    this.management = management;
  }

  static RunningService start(ServiceConfig config) throws IOException {
    InstantSource clock = InstantSource.system();
    PrivateFile.makeFolder(config.store().data());
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Readiness readiness = new Readiness();
    HttpHandler handler = _ -> new HttpResponse(404, Headers.NONE, new byte[0]);
    HttpServer management =
        new HttpServerSetup("management", config.listen().management().resolve(), meters, clock)
            .threads(1)
            .start(new ManagementHandler(readiness, meters));
    HttpServer api =
        new HttpServerSetup("api", config.listen().api().resolve(), meters, clock)
            .limits(limits(config.limits()))
            .drainTime(config.limits().drainTime())
            .start(handler);
    announce(config.listen(), api, management);
    return new RunningService(api, management);
  }

  private static HttpLimits limits(LimitsConfig config) {
    return new HttpLimits(
        (int) config.headBytes(),
        HttpLimits.DEFAULTS.targetBytes(),
        HttpLimits.DEFAULTS.headerFields(),
        HttpLimits.DEFAULTS.bodyBytes(),
        config.memoryBytes(),
        config.connections(),
        config.streams(),
        config.inFlight(),
        config.handshakeTime(),
        config.requestTime(),
        config.idleTime(),
        config.writeTime());
  }

  /** These two lines are read by scripts: keep them as they are. */
  private static void announce(ListenConfig config, HttpServer api, HttpServer management) {
    String scheme = config.plaintext() ? "http" : "https";
    LOG.info("API listens on {}://{}", scheme, text(api.address()));
    LOG.info("management listens on http://{}", text(management.address()));
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  void stop() {
    LOG.info("stopping");
    api.stop();
    management.stop();
    LOG.info("stopped");
  }
}
