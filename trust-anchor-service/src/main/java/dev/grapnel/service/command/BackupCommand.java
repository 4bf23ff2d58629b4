package dev.grapnel.service.command;

import dev.grapnel.service.store.Backup;
import dev.grapnel.service.store.Persistence;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: the whole store in one file, while services run. */
@Command(
    name = "backup",
    description = {
      "Write everything that a new data folder needs to FILE (mode 0600), while the service runs:"
          + " the store, the local CA and, where it was made in the data folder, the master key."
          + " A name that ends in .gz is gzipped."
    },
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
  private final AdministeredStore store;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Parameters(paramLabel = "FILE", description = "The file to write.")
  private Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  public BackupCommand(AdministeredStore store) {
    this.store = store;
  }

  @Override
  public Integer call() throws Exception {
    try (Persistence persistence = store.open(configuration)) {
      Backup.Written written = Backup.write(persistence, file);
      spec.commandLine()
          .getOut()
          .printf(
              "%s holds the whole store; %s%n",
              file,
              written.withMasterKey()
                  ? "the master key is in it, so keep it as you would keep the key"
                  : "its secrets are encrypted under the master key, which is not in it");
    }
    return 0;
  }
}
