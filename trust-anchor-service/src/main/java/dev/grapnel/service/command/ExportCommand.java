package dev.grapnel.service.command;

import dev.grapnel.service.store.Persistence;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code export}: the store alone, to move it to another engine. */
@Command(
    name = "export",
    description = {
      "Write the store as JSON to FILE (mode 0600), while services run, for import into a store of"
          + " either engine. Its secrets stay encrypted under the master key."
    },
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  private final AdministeredStore store;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Parameters(paramLabel = "FILE", description = "The file to write.")
  private Path file;

  public ExportCommand(AdministeredStore store) {
    this.store = store;
  }

  @Override
  public Integer call() throws Exception {
    try (Persistence persistence = store.open(configuration)) {
      persistence.store().exportTo(file, Map.of());
    }
    return 0;
  }
}
