package dev.grapnel.service.command;

import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.RegisteredAccount;
import dev.grapnel.service.registry.control.RootCredentials;
import dev.grapnel.service.store.CredentialsFile;
import dev.grapnel.service.store.Persistence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code account}: the accounts of the store, on the spot; a running service takes a change in
 * within a second.
 */
@Command(
    name = "account",
    description = "Make, list, disable and enable accounts; give one another root key.",
    subcommands = {
      AccountCommand.Create.class,
      AccountCommand.ListAll.class,
      AccountCommand.Disable.class,
      AccountCommand.Enable.class,
      AccountCommand.RotateRoot.class
    },
    mixinStandardHelpOptions = true)
public final class AccountCommand implements Runnable {
  private final AdministeredStore store;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  public AccountCommand(AdministeredStore store) {
    this.store = store;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
  }

  /** What the commands have in common. */
  abstract static class OnAccounts implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @ParentCommand
    private AccountCommand parent;

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
      try (Persistence persistence = parent.store.open(configuration)) {
        run(persistence, spec.commandLine().getOut());
      }
      return 0;
    }

    abstract void run(Persistence persistence, PrintWriter out) throws IOException;
  }

  /** Where new root credentials are written to. */
  abstract static class MakingCredentials extends OnAccounts {
    @Option(
        names = "--credentials-file",
        paramLabel = "FILE",
        description =
            "Write the root credentials there, as an AWS shared credentials file"
                + " (default: root-credentials-ACCOUNT in the data folder).")
    private @Nullable Path file;

    final void write(Persistence persistence, RootCredentials credentials, PrintWriter out)
        throws IOException {
      Path target =
          file == null
              ? persistence.folder().path().resolve("root-credentials-" + credentials.accountId())
              : file;
      try {
        CredentialsFile.write(target, credentials);
      } catch (IOException e) {
        throw new IOException(
            "the account's new root credentials cannot be written to %s (%s); run account"
                    .formatted(target, e.getMessage())
                + " rotate-root %s with a --credentials-file that can be written"
                    .formatted(credentials.accountId()),
            e);
      }
      out.printf(
          "account %s has the root access key %s; its credentials are in %s%n",
          credentials.accountId(), credentials.accessKeyId(), target);
    }
  }

  /** Makes one. */
  @Command(
      name = "create",
      description = "Make an account with a root key.",
      mixinStandardHelpOptions = true)
  static final class Create extends MakingCredentials {
    @Option(
        names = "--account",
        paramLabel = "NUMBER",
        description = "Its 12 digits (default: random).")
    private @Nullable String account;

    @Override
    void run(Persistence persistence, PrintWriter out) throws IOException {
      RootCredentials made =
          AdministeredStore.require(
              persistence.controlPlane().accounts().create(Optional.ofNullable(account)));
      write(persistence, made, out);
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "List the accounts.", mixinStandardHelpOptions = true)
  static final class ListAll extends OnAccounts {
    @Override
    void run(Persistence persistence, PrintWriter out) {
      for (RegisteredAccount account : persistence.controlPlane().accounts().list()) {
        out.printf(
            "%s  %-8s  root key %s  made %s%n",
            account.account().accountId(),
            account.account().enabled() ? "enabled" : "disabled",
            account.rootKey().accessKeyId(),
            account.createdAt());
      }
    }
  }

  /** Disables one. */
  @Command(
      name = "disable",
      description = "Refuse every call of the account and every use of its sessions.",
      mixinStandardHelpOptions = true)
  static final class Disable extends OnAccounts {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Parameters(paramLabel = "ACCOUNT", description = "The account's 12 digits.")
    private String account;

    @Override
    void run(Persistence persistence, PrintWriter out) throws IOException {
      Account changed =
          AdministeredStore.require(persistence.controlPlane().accounts().disable(account));
      out.printf("account %s is disabled%n", changed.accountId());
    }
  }

  /** Enables one. */
  @Command(
      name = "enable",
      description = "Let the account be used again.",
      mixinStandardHelpOptions = true)
  static final class Enable extends OnAccounts {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Parameters(paramLabel = "ACCOUNT", description = "The account's 12 digits.")
    private String account;

    @Override
    void run(Persistence persistence, PrintWriter out) throws IOException {
      Account changed =
          AdministeredStore.require(persistence.controlPlane().accounts().enable(account));
      out.printf("account %s is enabled%n", changed.accountId());
    }
  }

  /** Gives one another root key. */
  @Command(
      name = "rotate-root",
      description = "Give the account another root key; the one before is refused from now on.",
      mixinStandardHelpOptions = true)
  static final class RotateRoot extends MakingCredentials {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Parameters(paramLabel = "ACCOUNT", description = "The account's 12 digits.")
    private String account;

    @Override
    void run(Persistence persistence, PrintWriter out) throws IOException {
      RootCredentials rotated =
          AdministeredStore.require(persistence.controlPlane().accounts().rotateRoot(account));
      write(persistence, rotated, out);
    }
  }
}
