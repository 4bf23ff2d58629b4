package dev.grapnel.service.command;

import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.store.Persistence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}, also {@code import}: fills an empty store with what a file holds. */
@Command(
    name = "restore",
    aliases = "import",
    description = {
      "Fill an empty data folder or database with what backup or export wrote to FILE, on whichever"
          + " engine. The service must not run on it."
    },
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
  private final AdministeredStore store;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Parameters(paramLabel = "FILE", description = "The file to read.")
  private Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the rest
  public RestoreCommand(AdministeredStore store) {
    this.store = store;
  }

  @Override
  public Integer call() throws Exception {
    ServiceConfig config = configuration.read();
    store.restore(config, file);
    try (Persistence persistence = store.open(config)) {
      spec.commandLine()
          .getOut()
          .printf("restored %d accounts%n", persistence.controlPlane().accounts().list().size());
    } catch (IOException e) {
      throw new IOException("restored, but it does not open: " + e.getMessage(), e);
    }
    return 0;
  }
}
