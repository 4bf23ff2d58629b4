package dev.grapnel.service;

import dev.grapnel.protocol.supervision.Signals;
import dev.grapnel.protocol.supervision.SystemdNotice;
import dev.grapnel.service.command.ConfigurationOptions;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.log.Logging;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: runs the service until it is told to stop. */
@Command(
    name = "serve",
    description =
        "Run the service until SIGTERM or Ctrl-C. SIGHUP reads the configuration again, for the TLS"
            + " certificate and the log level.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "The API's address (default: 127.0.0.1:8443); port 0 takes a free one.")
  private @Nullable String listen;

  @Option(
      names = "--management",
      paramLabel = "HOST:PORT",
      description = "The address of health and metrics (default: 127.0.0.1:9464).")
  private @Nullable String management;

  @Option(names = "--plaintext", description = "Speak without TLS; only on loopback.")
  private boolean plaintext;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The region in ARNs and signatures (default: us-east-1).")
  private @Nullable String region;

  @Option(
      names = "--account",
      paramLabel = "NUMBER",
      description = "The first account's 12 digits, for an empty store (default: random).")
  private @Nullable String account;

  @Override
  public Integer call() throws Exception {
    configuration.set("listen", listen);
    configuration.set("management", management);
    configuration.set("plaintext", plaintext ? "true" : null);
    configuration.set("region", region);
    configuration.set("account", account);
    ServiceConfig config = configuration.read();
    Logging.apply(config.log());
    SystemdNotice manager = new SystemdNotice(System.getenv());
    CompletableFuture<RunningService> started = new CompletableFuture<>();
    // Before the start: without a handler, the signal ends the process.
    Signals.handle(
        "HUP",
        () -> {
          var _ = started.thenAccept(running -> reload(running, manager));
        });
    RunningService service = RunningService.start(config);
    started.complete(service);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  manager.stopping();
                  service.stop();
                  stopped.countDown();
                },
                "stop"));
    new SignsOfLife(manager, service.managementAddress()).giveUntil(stopped);
    return 0;
  }

  private void reload(RunningService running, SystemdNotice manager) {
    manager.reloading(System.nanoTime());
    running.reload(configuration::read);
    manager.ready("health at " + running.managementAddress());
  }
}
