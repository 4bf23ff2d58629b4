package dev.grapnel.service;

import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.config.TlsConfig;
import dev.grapnel.service.http.HttpServer;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.service.tls.IdentitySource;
import dev.grapnel.service.tls.LocalCa;
import dev.grapnel.service.tls.OperatorIdentity;
import dev.grapnel.service.tls.ServerIdentity;
import dev.grapnel.service.tls.ServerNames;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API server's certificate: the operator's, or one under a local CA; renewed while running. */
final class ServerTls {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final IdentitySource source;
  private final InstantSource clock;

  private ServerTls(IdentitySource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** As configured; empty for plain text. */
  static Optional<ServerTls> open(
      ServiceConfig config, Persistence persistence, InstantSource clock) throws IOException {
    if (config.listen().plaintext()) {
      return Optional.empty();
    }
    TlsConfig tls = config.tls();
    if (tls.certificate().isPresent() && tls.key().isPresent()) {
      return Optional.of(
          new ServerTls(new OperatorIdentity(tls.certificate().get(), tls.key().get()), clock));
    }
    LocalCa ca =
        LocalCa.open(
            persistence.folder().path().resolve("tls"),
            persistence.keyWrap(),
            ServerNames.of(config.listen().api().host(), tls.names()),
            clock);
    return Optional.of(new ServerTls(ca, clock));
  }

  ServerIdentity identity() throws IOException {
    return source.identity();
  }

  /** Gives the server a new identity when one is due, until closed. */
  AutoCloseable renewing(HttpServer server) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tls-renewal").daemon().factory());
    var _ =
        thread.scheduleWithFixedDelay(
            () -> renew(server), LOOK_EVERY.toSeconds(), LOOK_EVERY.toSeconds(), TimeUnit.SECONDS);
    return thread::shutdownNow;
  }

  private void renew(HttpServer server) {
    try {
      if (source.isDue(clock.instant())) {
        server.use(source.identity());
        LOG.info("the API has a new TLS certificate");
      }
    } catch (IOException | RuntimeException e) { // or it would never be tried again
      LOG.warn("the TLS certificate cannot be renewed yet: {}", e.getMessage());
    }
  }
}
