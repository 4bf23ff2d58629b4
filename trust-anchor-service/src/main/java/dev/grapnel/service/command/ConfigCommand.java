package dev.grapnel.service.command;

import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.config.ServiceConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config check}: whether {@code serve} would take the configuration. */
@Command(
    name = "config",
    description = "Look at the configuration.",
    subcommands = ConfigCommand.Check.class,
    mixinStandardHelpOptions = true)
public final class ConfigCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
  }

  /** Reads everything and says what is wrong. */
  @Command(
      name = "check",
      description = "Say whether the configuration is valid, and everything that is wrong with it.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidConfigurationException {
      ServiceConfig config = configuration.read();
      spec.commandLine()
          .getOut()
          .printf(
              "the configuration is valid: API on %s, management on %s, data in %s%n",
              config.listen().api(), config.listen().management(), config.store().data());
      return 0;
    }
  }
}
