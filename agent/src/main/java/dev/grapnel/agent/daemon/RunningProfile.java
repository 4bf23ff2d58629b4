package dev.grapnel.agent.daemon;

import dev.grapnel.agent.config.ProfileConfig;
import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.credential.Refresher;
import dev.grapnel.agent.identity.ServerTls;
import dev.grapnel.agent.outlet.ContainerEndpoint;
import dev.grapnel.agent.outlet.MetadataService;
import dev.grapnel.agent.outlet.OutletServer;
import dev.grapnel.agent.outlet.RotatingToken;
import dev.grapnel.agent.outlet.Served;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.Timing;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A profile at work: its refresher on a thread of its own, and its outlets. */
final class RunningProfile implements AutoCloseable {
  /** What the profiles share. */
  record Shared(
      Timing timing, SecureRandom random, Metrics metrics, Log log, Optional<SealedStore> store) {}

  private final Shared shared;
  private final Served served;
  private final List<OutletServer> servers = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private ProfileConfig config;
  private ProfileSource source;
  private Refresher refresher;
  private Delivery delivery;
  private @Nullable RotatingToken token;
  private @Nullable ServerTls tls;

  /** Makes the parts; nothing runs or listens yet. */
  RunningProfile(ProfileConfig config, Shared shared) throws ProblemException {
    this.config = config;
    this.shared = shared;
    shared.metrics().profile(config.name());
    source = new ProfileSource(config, shared.timing(), shared.metrics(), shared.log());
    delivery = new Delivery(config, shared);
    refresher = refresher(source, delivery);
    served = new Served(config.name(), refresher, shared.metrics()::served);
    shared.store().flatMap(store -> store.load(config)).ifPresent(this::adopt);
  }

  private void adopt(Credentials credentials) {
    refresher.adoptUntilRefreshed(credentials); // certificate or profile may be others by now
    shared.metrics().refreshed(config.name(), credentials.issued(), credentials.expiration());
  }

  private Refresher refresher(ProfileSource from, Delivery to) {
    Timing timing = shared.timing();
    return new Refresher(from, to, from.clock(), timing.nanoTime(), timing.random());
  }

  /** Listens and begins to refresh. */
  void start() throws ProblemException {
    try {
      listen();
    } catch (IOException e) {
      throw new ProblemException(
          "an outlet of profile " + config.name() + " cannot be opened: " + e.getMessage(),
          "check that its port is free and its folder writable",
          e);
    }
    run(refresher);
  }

  private void run(Refresher started) {
    Thread.ofVirtual().name("refresh-" + config.name()).start(started);
  }

  private void listen() throws IOException, ProblemException {
    if (config.container().isPresent()) {
      ProfileConfig.ContainerConfig outlet = config.container().get();
      token = RotatingToken.create(outlet.tokenFile(), shared.random());
      Optional<SSLContext> context = Optional.empty();
      if (outlet.tls().isPresent()) {
        tls = ServerTls.open(outlet.tls().get().certificate(), outlet.tls().get().key());
        context = Optional.of(tls.context());
      }
      OutletServer server = ContainerEndpoint.start(outlet.listen(), context, served, token);
      servers.add(server);
      String scheme = context.isPresent() ? "https://" : "http://";
      opened("container", scheme, outlet.listen(), server);
    }
    if (config.imds().isPresent()) {
      ProfileConfig.ImdsConfig outlet = config.imds().get();
      OutletServer server =
          MetadataService.start(
              outlet.listen(),
              served,
              outlet.roleName(),
              shared.timing().nanoTime(),
              shared.random());
      servers.add(server);
      if (!server.limitHops(outlet.hopLimit())) {
        throw new IOException("the hop limit cannot be set on this system");
      }
      opened("imds", "http://", outlet.listen(), server);
    }
  }

  private void opened(
      String outlet, String scheme, java.net.InetSocketAddress listen, OutletServer server) {
    String host = listen.getAddress().getHostAddress();
    String address = scheme + (host.contains(":") ? '[' + host + ']' : host) + ':' + server.port();
    addresses.add(address);
    shared.log().info("listening", "outlet", outlet, "profile", config.name(), "address", address);
  }

  /** Takes over a new configuration; the outlets stay open if theirs is the same. */
  boolean reload(ProfileConfig next) throws ProblemException {
    boolean sameOutlets =
        next.container().equals(config.container()) && next.imds().equals(config.imds());
    if (!sameOutlets) {
      return false;
    }
    ProfileSource nextSource =
        new ProfileSource(next, shared.timing(), shared.metrics(), shared.log());
    Delivery nextDelivery = new Delivery(next, shared);
    Refresher nextRefresher = refresher(nextSource, nextDelivery);
    boolean sameRole =
        next.target().request().roleArn().equals(config.target().request().roleArn())
            && next.chain().equals(config.chain());
    if (sameRole) {
      // They serve until the first attempt by the new configuration, which is due at once.
      refresher.state().credentials().ifPresent(nextRefresher::adoptUntilRefreshed);
    }
    refresher.stop();
    config = next;
    source = nextSource;
    delivery = nextDelivery;
    refresher = nextRefresher;
    served.replace(nextRefresher);
    run(nextRefresher);
    return true;
  }

  /** Replaces the container endpoint's token, if there is one and it is time. */
  void rotateToken() {
    if (token != null) {
      try {
        token.rotate();
      } catch (IOException e) {
        shared
            .log()
            .error(
                "the token file cannot be replaced; the token before stays",
                "profile",
                config.name(),
                "reason",
                String.valueOf(e.getMessage()));
      }
    }
  }

  /** Takes over the container endpoint's certificate and key, if others lie there now. */
  void renewTls() {
    if (tls == null) {
      return;
    }
    ServerTls.Renewal renewal = tls.renew();
    if (renewal.isDone()) {
      shared.log().info("the endpoint's new TLS certificate is in use", "profile", config.name());
    }
    renewal
        .problem()
        .ifPresent(
            problem ->
                shared
                    .log()
                    .warn(
                        "the endpoint's new TLS certificate is not used; the one before still is",
                        "profile",
                        config.name(),
                        "reason",
                        problem.what()));
  }

  Delivery delivery() {
    return delivery;
  }

  ProfileConfig config() {
    return config;
  }

  ProfileSource source() {
    return source;
  }

  Refresher refresher() {
    return refresher;
  }

  /** Where its outlets listen. */
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public void close() {
    servers.forEach(OutletServer::close);
    refresher.stop();
  }
}
