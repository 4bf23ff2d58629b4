package dev.grapnel.agent.command;

import dev.grapnel.agent.problem.ProblemException;
import java.util.List;

/** Every command but {@code credential-process}. */
final class OtherCommands {
  private OtherCommands() {}

  static int run(String command, List<String> commandLine, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    return switch (command) {
      case "daemon" -> {
        LongRunning.daemon(Commands.parse(LongRunning.DAEMON_OPTIONS, commandLine), surroundings);
        yield Commands.DONE;
      }
      case "serve" -> {
        LongRunning.serve(Commands.parse(LongRunning.SERVE_OPTIONS, commandLine), surroundings);
        yield Commands.DONE;
      }
      case "update" -> {
        LongRunning.update(Commands.parse(LongRunning.UPDATE_OPTIONS, commandLine), surroundings);
        yield Commands.DONE;
      }
      case "exec" -> Exec.run(Commands.parse(Exec.OPTIONS, commandLine), commandLine, surroundings);
      case "status" -> {
        AgentQuestions.status(
            Commands.parse(AgentQuestions.STATUS_OPTIONS, commandLine), surroundings);
        yield Commands.DONE;
      }
      case "doctor" ->
          Doctor.run(Commands.parse(Doctor.OPTIONS, commandLine), surroundings)
              ? Commands.DONE
              : Commands.FAILED;
      case "sign-string" -> {
        KeyDiagnostics.sign(Commands.parse(KeyDiagnostics.SIGN_OPTIONS, commandLine), surroundings);
        yield Commands.DONE;
      }
      case "read-certificate-data" -> {
        KeyDiagnostics.read(Commands.parse(KeyDiagnostics.READ_OPTIONS, commandLine), surroundings);
        yield Commands.DONE;
      }
      case "version", "--version" -> {
        surroundings.terminal().answer(Version.TEXT);
        yield Commands.DONE;
      }
      case "help", "--help", "-h" -> {
        Help.print(surroundings.terminal(), commandLine);
        yield Commands.DONE;
      }
      case "" -> throw new UsageException("no command");
      default -> throw new UsageException("unknown command \"" + command + '"');
    };
  }
}
