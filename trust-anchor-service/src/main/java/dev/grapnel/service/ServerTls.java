package dev.grapnel.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.config.TlsConfig;
import dev.grapnel.service.http.HttpServer;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.service.tls.IdentitySource;
import dev.grapnel.service.tls.LocalCa;
import dev.grapnel.service.tls.OperatorIdentity;
import dev.grapnel.service.tls.ServerIdentity;
import dev.grapnel.service.tls.ServerNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API server's certificate: the operator's, or one under a local CA; renewed while running. One
 * that cannot be used leaves the one before it in use. Thread-safe.
 */
final class ServerTls {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Counter taken;
  private final Counter refused;

  @GuardedBy("this")
  private IdentitySource source;

  private ServerTls(IdentitySource source, MeterRegistry meters, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.taken = counter(meters, "taken");
    this.refused = counter(meters, "refused");
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("grapnel.tls.renewals")
        .description("New TLS certificates of the API by what became of them")
        .tag("outcome", outcome)
        .register(meters);
  }

  /** As configured; empty for plain text. */
  static Optional<ServerTls> open(
      ServiceConfig config, Persistence persistence, MeterRegistry meters, InstantSource clock)
      throws IOException {
    if (config.listen().plaintext()) {
      return Optional.empty();
    }
    TlsConfig tls = config.tls();
    Optional<IdentitySource> operators = operators(tls);
    if (operators.isPresent()) {
      return Optional.of(new ServerTls(operators.get(), meters, clock));
    }
    LocalCa ca =
        LocalCa.open(
            persistence.folder().path().resolve("tls"),
            persistence.keyWrap(),
            ServerNames.of(config.listen().api().host(), tls.names()),
            clock);
    return Optional.of(new ServerTls(ca, meters, clock));
  }

  private static Optional<IdentitySource> operators(TlsConfig tls) {
    return tls.certificate().isPresent() && tls.key().isPresent()
        ? Optional.of(new OperatorIdentity(tls.certificate().get(), tls.key().get()))
        : Optional.empty();
  }

  synchronized ServerIdentity identity() throws IOException {
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

  private synchronized void renew(HttpServer server) {
    if (source.isDue(clock.instant())) {
      use(source, server);
    }
  }

  /**
   * Gives the server the identity that the operator's files hold now, or a new one of the local CA.
   *
   * @param tls where the files are from now on
   */
  synchronized void reload(TlsConfig tls, HttpServer server) {
    boolean wasLocal = source instanceof LocalCa;
    if (wasLocal == tls.certificate().isPresent()) {
      LOG.warn("tls.certificate was set or removed: that takes effect at the next start");
      return;
    }
    use(operators(tls).orElse(source), server);
  }

  private synchronized void use(IdentitySource next, HttpServer server) {
    try {
      ServerIdentity identity = next.identity();
      server.use(identity);
      source = next;
      taken.increment();
      LOG.info(
          "the API has a new TLS certificate: {}, valid until {}",
          identity.chain().getFirst().getSubjectX500Principal(),
          identity.chain().getFirst().getNotAfter().toInstant());
    } catch (IOException | RuntimeException e) { // or it would never be tried again
      refused.increment();
      LOG.error(
          "the API keeps its TLS certificate, the new one cannot be used: {}", e.getMessage());
    }
  }
}
