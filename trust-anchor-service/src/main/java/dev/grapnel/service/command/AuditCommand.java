package dev.grapnel.service.command;

import dev.grapnel.service.audit.AuditKeys;
import dev.grapnel.service.audit.TrailSearch;
import dev.grapnel.service.audit.TrailVerifier;
import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.store.Persistence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit verify} and {@code audit show}. */
public final class AuditCommand {
  private AuditCommand() {}

  /** The command with its own commands. */
  public static CommandLine of(AdministeredStore store, InstantSource clock) {
    return new CommandLine(new Group())
        .addSubcommand(new Verify(store))
        .addSubcommand(new Show(clock));
  }

  @Command(
      name = "audit",
      description = "Check and read the audit trail.",
      mixinStandardHelpOptions = true)
  static final class Group implements Runnable {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
      throw new CommandLine.ParameterException(spec.commandLine(), "Name verify or show");
    }
  }

  /** What both need. */
  abstract static class OnTrails implements Callable<Integer> {
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Parameters(
        paramLabel = "FOLDER",
        description = "Folders of trails; without any, this data folder's own.")
    private List<Path> folders = List.of();

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
      ServiceConfig config = configuration.read();
      List<Path> chosen =
          folders.isEmpty()
              ? List.of(config.audit().folder().orElse(config.store().data().resolve("audit")))
              : folders;
      for (Path folder : chosen) {
        if (!Files.isDirectory(folder)) {
          throw new IOException("no audit trail in " + folder + "; name its folder");
        }
      }
      PrintWriter out = spec.commandLine().getOut();
      int result = run(config, chosen, out);
      out.flush();
      return result;
    }

    abstract int run(ServiceConfig config, List<Path> chosen, PrintWriter out) throws IOException;

    CommandLine.ParameterException wrong(String message) {
      return new CommandLine.ParameterException(spec.commandLine(), message);
    }
  }

  @Command(
      name = "verify",
      description = {
        "Check that no record was removed or changed. A last line that a crash left incomplete is"
            + " told apart: it was never acknowledged."
      },
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {"0:intact", "1:damaged, or unreadable", "2:wrong usage"},
      mixinStandardHelpOptions = true)
  static final class Verify extends OnTrails {
    private final AdministeredStore store;

    Verify(AdministeredStore store) {
      this.store = store;
    }

    @Override
    int run(ServiceConfig config, List<Path> chosen, PrintWriter out) throws IOException {
      boolean intact = true;
      try (Persistence persistence = store.open(config)) {
        for (Path folder : chosen) {
          AuditKeys keys = AuditKeys.open(folder, persistence.keyWrap());
          TrailVerifier.Report report =
              new TrailVerifier(folder, keys).verify(persistence.store().checkpoints());
          print(folder, keys.replica(), report, out);
          intact &= report.isIntact();
        }
      }
      return intact ? 0 : 1;
    }

    private static void print(
        Path folder, String replica, TrailVerifier.Report report, PrintWriter out) {
      out.printf(
          "%s, replica %s: %s; %d records, the last is %d%n",
          folder,
          replica,
          report.isIntact() ? "intact" : "DAMAGED",
          report.records(),
          report.lastSequence());
      report.damage().forEach(text -> out.printf("  damage: %s%n", text));
      report
          .torn()
          .ifPresent(
              torn ->
                  out.printf(
                      "  torn: the last %d bytes of %s are no whole record, as a crash leaves them;"
                          + " it was never acknowledged%n",
                      torn.bytes(), torn.file()));
      report.notes().forEach(text -> out.printf("  note: %s%n", text));
    }
  }

  @Command(
      name = "show",
      description = "Print the records that match, a JSON object a line, in order of time.",
      mixinStandardHelpOptions = true)
  static final class Show extends OnTrails {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([mhd])");

    private final InstantSource clock;

    @Option(
        names = "--request-id",
        paramLabel = "ID",
        description = "The id that the caller was given.")
    private @Nullable String requestId;

    @Option(
        names = "--subject",
        paramLabel = "TEXT",
        description = "A text in the record, such as a certificate's subject or serial, or an ARN.")
    private @Nullable String subject;

    @Option(
        names = "--since",
        paramLabel = "T",
        description = "A time such as 2026-11-24T10:00:00Z, or so long ago: 30m, 24h, 7d.")
    private @Nullable String since;

    Show(InstantSource clock) {
      this.clock = clock;
    }

    @Override
    int run(ServiceConfig config, List<Path> chosen, PrintWriter out) throws IOException {
      TrailSearch.Wanted wanted =
          new TrailSearch.Wanted(
              Optional.ofNullable(requestId),
              Optional.ofNullable(subject),
              since == null ? Optional.empty() : Optional.of(time(since)));
      new TrailSearch(chosen).find(wanted, out::println);
      return 0;
    }

    private Instant time(String text) {
      Matcher ago = AGO.matcher(text);
      if (ago.matches()) {
        long amount = Long.parseLong(ago.group(1));
        return clock
            .instant()
            .minus(
                switch (ago.group(2)) {
                  case "m" -> Duration.ofMinutes(amount);
                  case "h" -> Duration.ofHours(amount);
                  case String _ -> Duration.ofDays(amount);
                });
      }
      try {
        return Instant.parse(text);
      } catch (DateTimeException _) {
        throw wrong("--since: expected a time such as 2026-11-24T10:00:00Z or 24h, found " + text);
      }
    }
  }
}
