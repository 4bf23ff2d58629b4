package dev.grapnel.service;

import dev.grapnel.service.api.ApiEdge;
import dev.grapnel.service.api.registration.DocumentRules;
import dev.grapnel.service.audit.AuditKeys;
import dev.grapnel.service.audit.FileAuditTrail;
import dev.grapnel.service.chain.AnchorRegistration;
import dev.grapnel.service.command.StoreOptions;
import dev.grapnel.service.config.AuditConfig;
import dev.grapnel.service.config.ListenConfig;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.http.HttpServer;
import dev.grapnel.service.http.HttpServerSetup;
import dev.grapnel.service.management.ManagementHandler;
import dev.grapnel.service.management.Readiness;
import dev.grapnel.service.notification.Notifications;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.policy.PolicyLimits;
import dev.grapnel.service.revocation.CrlRegistration;
import dev.grapnel.service.revocation.Revocation;
import dev.grapnel.service.revocation.RevocationMeters;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.service.store.Surroundings;
import dev.grapnel.service.token.WrongMasterKeyException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service, put together by hand; {@link #start} is the whole wiring. */
final class RunningService {
  private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);

  /** How long the store may be away before this replica asks not to be sent work. */
  private static final Duration STORE_AWAY = Duration.ofMinutes(15);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private @Nullable InetSocketAddress apiAddress;
  private @Nullable InetSocketAddress managementAddress;

  private RunningService() {}

  /** Where the API listens. */
  InetSocketAddress apiAddress() {
    return Objects.requireNonNull(apiAddress, "not started");
  }

  /** Where health and metrics are. */
  InetSocketAddress managementAddress() {
    return Objects.requireNonNull(managementAddress, "not started");
  }

  static RunningService start(ServiceConfig config) throws IOException, WrongMasterKeyException {
    RunningService service = new RunningService();
    try {
      service.open(config);
      return service;
    } catch (IOException | WrongMasterKeyException | RuntimeException e) {
      service.stop();
      throw e;
    }
  }

  private void open(ServiceConfig config) throws IOException, WrongMasterKeyException {
    Surroundings surroundings =
        new Surroundings(
            InstantSource.system(), System::nanoTime, new SecureRandom(), System.getenv());
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    VerificationProvider provider = VerificationProvider.fastest();
    Readiness readiness = new Readiness();
    Persistence persistence = persistence(config, provider, surroundings);
    Persistence.Background background = closeLater(persistence.startBackground());
    FileAuditTrail trail = trail(config, persistence, meters, surroundings);
    readiness.add("audit", trail::problem);
    readiness.add("store", () -> storeProblem(persistence));
    ApiAssembly api =
        new ApiAssembly(
            config,
            persistence,
            provider,
            revocation(config, persistence, provider, meters, surroundings),
            trail,
            background.subjectRecorder()::recordSeen,
            surroundings);
    Notifications notifications =
        closeLater(
            new Notifications(
                persistence.registry(),
                persistence.store().expiry(),
                trail,
                WebhookSettingsOf.config(config.notifications()),
                meters,
                surroundings.clock(),
                surroundings.nanoTime(),
                surroundings.random()));
    listen(config, api, readiness, meters);
    notifications.start();
  }

  private void listen(
      ServiceConfig config,
      ApiAssembly assembly,
      Readiness readiness,
      PrometheusMeterRegistry meters)
      throws IOException {
    InstantSource clock = assembly.surroundings().clock();
    HttpServer management =
        new HttpServerSetup("management", config.listen().management().resolve(), meters, clock)
            .threads(1)
            .start(new ManagementHandler(readiness, meters));
    parts.push(management::stop);
    managementAddress = management.address();
    HttpServerSetup setup =
        new HttpServerSetup("api", config.listen().api().resolve(), meters, clock)
            .limits(HttpLimitsOf.config(config.limits()))
            .edge(new ApiEdge())
            .drainTime(config.limits().drainTime());
    Optional<ServerTls> tls = ServerTls.open(config, assembly.persistence(), clock);
    if (tls.isPresent()) {
      setup.identity(tls.get().identity());
    }
    HttpServer api = setup.start(assembly.handler());
    parts.push(api::stop);
    apiAddress = api.address();
    tls.ifPresent(renewal -> closeLater(renewal.renewing(api)));
    announce(config.listen(), api, management);
  }

  private Persistence persistence(
      ServiceConfig config, VerificationProvider provider, Surroundings surroundings)
      throws IOException, WrongMasterKeyException {
    AnchorRegistration anchors = new AnchorRegistration(provider);
    DocumentRules rules =
        new DocumentRules(
            (_, certificateData) -> anchors.refusal(certificateData),
            new CrlRegistration(new KeySignatures(provider))::refusal,
            RevocationSettingsOf.config(config.revocation())::distributionPointProblem,
            PolicyLimits.trust(config.policy().trustPolicyCharacters()));
    Persistence persistence =
        closeLater(Persistence.open(StoreOptions.settings(config), rules, surroundings));
    persistence.warnings().forEach(LOG::warn);
    persistence
        .made()
        .ifPresent(
            made ->
                LOG.info(
                    "made account {}; its root credentials are in {}",
                    made.accountId(),
                    persistence.folder().rootCredentialsFile()));
    return persistence;
  }

  private Revocation revocation(
      ServiceConfig config,
      Persistence persistence,
      VerificationProvider provider,
      MeterRegistry meters,
      Surroundings surroundings)
      throws IOException {
    Revocation revocation =
        closeLater(
            new Revocation(
                RevocationSettingsOf.config(config.revocation()),
                persistence.registry(),
                new KeySignatures(provider),
                surroundings.clock(),
                surroundings.nanoTime(),
                new RevocationMeters(meters)));
    revocation.start();
    return revocation;
  }

  private FileAuditTrail trail(
      ServiceConfig config,
      Persistence persistence,
      MeterRegistry meters,
      Surroundings surroundings)
      throws IOException {
    AuditConfig audit = config.audit();
    Path folder = audit.folder().orElse(persistence.folder().path().resolve("audit"));
    FileAuditTrail.Setup setup =
        new FileAuditTrail.Setup(
            folder,
            config.identity().region(),
            audit.rotateBytes(),
            audit.rotateAge(),
            audit.checkpointInterval(),
            audit.unprovenBytes(),
            audit.unprovenPerSecond());
    return closeLater(
        FileAuditTrail.open(
            setup,
            AuditKeys.openOrCreate(folder, persistence.keyWrap()),
            persistence.store().checkpoints(),
            meters,
            surroundings.clock(),
            surroundings.nanoTime()));
  }

  private static Optional<String> storeProblem(Persistence persistence) {
    Duration staleness = persistence.registry().staleness();
    return staleness.compareTo(STORE_AWAY) > 0
        ? Optional.of("the store has been away for " + staleness.toSeconds() + " s")
        : Optional.empty();
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

  private <T extends AutoCloseable> T closeLater(T part) {
    parts.push(part);
    return part;
  }

  /** Stops the parts, the last opened first. */
  void stop() {
    LOG.info("stopping");
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("while stopping: {}", e.getMessage());
      }
    }
    LOG.info("stopped");
  }
}
