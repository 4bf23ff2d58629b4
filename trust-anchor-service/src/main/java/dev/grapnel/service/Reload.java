package dev.grapnel.service;

import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.config.LogConfig;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.log.Logging;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what may change while the service runs: the log level and the TLS certificate. A
 * configuration that is wrong changes nothing. For one thread at a time.
 */
final class Reload {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  /** Reads the configuration anew. */
  @FunctionalInterface
  interface Source {
    ServiceConfig read() throws InvalidConfigurationException;
  }

  private final ServiceConfig started;
  private final Consumer<ServiceConfig> tls;
  private final Counter done;
  private final Counter refused;

  /**
   * For a service that was started with that configuration.
   *
   * @param tls takes in the certificate; never throws
   */
  Reload(ServiceConfig started, Consumer<ServiceConfig> tls, MeterRegistry meters) {
    this.started = started;
    this.tls = tls;
    this.done = counter(meters, "done");
    this.refused = counter(meters, "refused");
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("grapnel.config.reloads")
        .description("Times that the configuration was read again")
        .tag("outcome", outcome)
        .register(meters);
  }

  void run(Source source) {
    ServiceConfig config;
    try {
      config = source.read();
    } catch (InvalidConfigurationException | RuntimeException e) {
      refused.increment();
      LOG.error("nothing is reloaded, the configuration is wrong: {}", e.getMessage());
      return;
    }
    Logging.setLevel(config.log().level());
    LOG.info("the log level is {}", config.log().level());
    LOG.debug("messages of level debug are shown");
    if (!fixed(config).equals(fixed(started))) {
      LOG.warn("other settings were changed as well: they take effect at the next start");
    }
    tls.accept(config);
    done.increment();
  }

  /** The configuration without what may change. */
  private ServiceConfig fixed(ServiceConfig config) {
    return new ServiceConfig(
        config.listen(),
        config.identity(),
        config.store(),
        config.keys(),
        started.tls(),
        config.limits(),
        new LogConfig(started.log().level(), config.log().format()),
        config.audit(),
        config.policy(),
        config.chain(),
        config.revocation(),
        config.notifications());
  }
}
