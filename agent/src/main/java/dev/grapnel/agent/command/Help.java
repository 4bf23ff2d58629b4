package dev.grapnel.agent.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
      new TreeMap<>(
          Map.of(
              "credential-process", CredentialProcess.OPTIONS,
              "serve", LongRunning.SERVE_OPTIONS,
              "update", LongRunning.UPDATE_OPTIONS,
              "daemon", LongRunning.DAEMON_OPTIONS,
              "exec", Exec.OPTIONS,
              "status", AgentQuestions.STATUS_OPTIONS,
              "doctor", Doctor.OPTIONS,
              "sign-string", KeyDiagnostics.SIGN_OPTIONS,
              "read-certificate-data", KeyDiagnostics.READ_OPTIONS));

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
    for (Option option : options) {
      String left = "  --" + option.name() + (option.isSwitch() ? "" : ' ' + option.value());
      out.append('\n').append(left).append(" ".repeat(Math.max(1, 36 - left.length())));
      out.append(option.help());
    }
    terminal.answer(out.toString());
  }
}
