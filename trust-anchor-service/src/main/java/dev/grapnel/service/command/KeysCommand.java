package dev.grapnel.service.command;

import dev.grapnel.service.audit.AuditKeys;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.service.tls.LocalCa;
import dev.grapnel.service.token.Rewrapping;
import dev.grapnel.service.token.RingKeeper;
import dev.grapnel.service.token.RingKey;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keys}: the key ring and the master key above it. */
@Command(
    name = "keys",
    description = "Rotate the key ring; move the store to another master key.",
    subcommands = {KeysCommand.ListAll.class, KeysCommand.Rotate.class, KeysCommand.Rewrap.class},
    mixinStandardHelpOptions = true)
public final class KeysCommand implements Runnable {
  private final AdministeredStore store;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  public KeysCommand(AdministeredStore store) {
    this.store = store;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
  }

  /** What the commands have in common. */
  abstract static class OnKeys implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @ParentCommand
    private KeysCommand parent;

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
      ServiceConfig config = configuration.read();
      try (Persistence persistence = parent.store.open(config)) {
        run(config, persistence, spec.commandLine().getOut());
      } catch (WrongMasterKeyException e) {
        throw new IOException(e.getMessage(), e);
      }
      return 0;
    }

    abstract void run(ServiceConfig config, Persistence persistence, PrintWriter out)
        throws IOException, WrongMasterKeyException;
  }

  /** Lists the ring. */
  @Command(
      name = "list",
      description = "List the ring's keys by their ids.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends OnKeys {
    @Override
    void run(ServiceConfig config, Persistence persistence, PrintWriter out) {
      for (RingKey key : persistence.keyRings().current().keys()) {
        out.printf(
            "%s  seals from %s%s%n", key.id(), key.sealsFrom(), key.revoked() ? "  revoked" : "");
      }
    }
  }

  /** Adds a key. */
  @Command(
      name = "rotate",
      description = {
        "Add a key to the ring. It seals new sessions in five minutes, when every replica knows it;"
            + " sessions that are running go on to their end."
      },
      mixinStandardHelpOptions = true)
  static final class Rotate extends OnKeys {
    @Option(
        names = "--revoke-all",
        description =
            "Also refuse every session that was ever issued, and seal with the new key at once; for"
                + " when a ring key may have become known.")
    private boolean revokeAll;

    @Override
    void run(ServiceConfig config, Persistence persistence, PrintWriter out)
        throws IOException, WrongMasterKeyException {
      RingKeeper ring = persistence.keyRings();
      if (revokeAll) {
        out.printf(
            "key %s seals from now on; all sessions before it are refused%n", ring.revokeAll());
      } else {
        out.printf(
            "key %s seals in %d minutes%n", ring.rotate(), RingKeeper.ANNOUNCEMENT.toMinutes());
      }
    }
  }

  /** Encrypts everything under the present master key. */
  @Command(
      name = "rewrap",
      description = {
        "Encrypt every secret under the master key that is configured now; the one before it is"
            + " configured as the former one, or lies in the data folder. Run it once for the store"
            + " and on each replica for its own files, then forget the former key."
      },
      mixinStandardHelpOptions = true)
  static final class Rewrap extends OnKeys {
    @Override
    void run(ServiceConfig config, Persistence persistence, PrintWriter out)
        throws IOException, WrongMasterKeyException {
      Rewrapping rewrapping = new Rewrapping(persistence.keyWrap(), persistence.keyWrap());
      persistence.store().rewrap(rewrapping);
      Path folder = persistence.folder().path();
      LocalCa.rewrap(folder.resolve("tls"), rewrapping);
      AuditKeys.rewrap(config.audit().folder().orElse(folder.resolve("audit")), rewrapping);
      out.printf("every secret is encrypted under the present master key%n");
      persistence.warnings().forEach(warning -> out.printf("note: %s%n", warning));
    }
  }
}
