package dev.grapnel.service;

import dev.grapnel.service.command.AccountCommand;
import dev.grapnel.service.command.AdministeredStore;
import dev.grapnel.service.command.BackupCommand;
import dev.grapnel.service.command.ConfigCommand;
import dev.grapnel.service.command.ExplainCommand;
import dev.grapnel.service.command.ExportCommand;
import dev.grapnel.service.command.KeysCommand;
import dev.grapnel.service.command.LintCommand;
import dev.grapnel.service.command.RestoreCommand;
import dev.grapnel.service.command.StoredRegistry;
import dev.grapnel.service.command.VerifyChainCommand;
import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.store.Surroundings;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The program. Exit codes: 0 done, 1 refused or failed, 2 wrong usage or configuration; an error is
 * one line with a hint, never a stack trace.
 */
@Command(
    name = "trust-anchor-service",
    description = "Trades proof of an X.509 private key for short-lived credentials.",
    subcommands = {ServeCommand.class, ConfigCommand.class, LintCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = TrustAnchorService.Version.class)
public final class TrustAnchorService implements Runnable {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  TrustAnchorService() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine program = new CommandLine(new TrustAnchorService());
    program.addSubcommand(
        new ExplainCommand(new StoredRegistry(InstantSource.system(), System::nanoTime)));
    program.addSubcommand(new VerifyChainCommand(InstantSource.system()));
    AdministeredStore store = new AdministeredStore(surroundings());
    program.addSubcommand(new AccountCommand(store));
    program.addSubcommand(new KeysCommand(store));
    program.addSubcommand(new BackupCommand(store));
    program.addSubcommand(new RestoreCommand(store));
    program.addSubcommand(new ExportCommand(store));
    program.setExecutionExceptionHandler(
        (failure, command, _) -> {
          command.getErr().println("error: " + oneLine(failure));
          return failure instanceof InvalidConfigurationException ? WRONG_USAGE : FAILED;
        });
    return program.execute(args);
  }

  private static Surroundings surroundings() {
    return new Surroundings(
        InstantSource.system(), System::nanoTime, new SecureRandom(), System.getenv());
  }

  /** Without a command: says which there are. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a command, such as serve");
  }

  private static String oneLine(Exception failure) {
    String message = failure.getMessage();
    boolean expected =
        failure instanceof IOException || failure instanceof InvalidConfigurationException;
    if (expected && message != null) {
      return message.strip().replace("\n", "\n       ");
    }
    return "unexpected: " + failure + "; run with --set log.level=debug for more";
  }

  /** The version that the jar's manifest names. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      @Nullable String version = TrustAnchorService.class.getPackage().getImplementationVersion();
      return new String[] {
        "trust-anchor-service " + (version == null ? "(not packaged)" : version)
      };
    }
  }
}
