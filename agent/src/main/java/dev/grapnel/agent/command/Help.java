package dev.grapnel.agent.command;

import java.util.List;
import java.util.Map;

/** What {@code help} and {@code help COMMAND} print. */
final class Help {
  private static final String OVERVIEW =
      """
      grapnel-agent: short-lived credentials for the holder of an X.509 certificate

        credential-process     print credentials for the SDKs' credential_process
        serve                  hand them out as the instance metadata service does
        update                 keep a section of the shared credentials file fresh
        daemon                 keep several profiles fresh, each with its outlets
        exec -- PROGRAM        run a program with credentials
        status                 what the running daemon holds
        doctor                 check all that a session needs, and say what to fix
        sign-string            try a private key
        read-certificate-data  show a certificate
        version                print the version
        help COMMAND           the options of a command

      exit codes: 0 done, 1 refused or failed, 2 wrong usage\
      """;

  private static final Map<String, List<Option>> OPTIONS =
      Map.ofEntries(
          Map.entry("credential-process", CredentialProcess.OPTIONS),
          Map.entry("serve", LongRunning.SERVE_OPTIONS),
          Map.entry("update", LongRunning.UPDATE_OPTIONS),
          Map.entry("daemon", LongRunning.DAEMON_OPTIONS),
          Map.entry("exec", Exec.OPTIONS),
          Map.entry("status", AgentQuestions.STATUS_OPTIONS),
          Map.entry("doctor", Doctor.OPTIONS),
          Map.entry("sign-string", KeyDiagnostics.SIGN_OPTIONS),
          Map.entry("read-certificate-data", KeyDiagnostics.READ_OPTIONS),
          Map.entry("version", List.of()),
          Map.entry("help", List.of()));

  private Help() {}

  static void print(Terminal terminal, List<String> commandLine) throws UsageException {
    if (commandLine.size() < 2) {
      terminal.answer(OVERVIEW);
      return;
    }
    List<Option> options = OPTIONS.get(commandLine.get(1));
    if (options == null) {
      throw new UsageException("unknown command \"" + commandLine.get(1) + '"');
    }
    StringBuilder out = new StringBuilder("options of " + commandLine.get(1) + ":");
    if (options.isEmpty()) {
      out.append(" none");
    }
    for (Option option : options) {
      String left = "  --" + option.name() + (option.isSwitch() ? "" : ' ' + option.value());
      out.append('\n').append(left).append(" ".repeat(Math.max(1, 36 - left.length())));
      out.append(option.help());
    }
    terminal.answer(out.toString());
  }
}
