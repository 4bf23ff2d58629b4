package dev.grapnel.agent.command;

import dev.grapnel.agent.problem.Problem;
import dev.grapnel.agent.problem.ProblemException;
import java.util.List;

/** Picks the command that a command line names, runs it, and tells its exit code. */
public final class Commands {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int WRONG_USAGE = 2;

  private Commands() {}

  /** Runs the command line and returns its exit code. */
  public static int run(List<String> commandLine, Surroundings surroundings)
      throws InterruptedException {
    String command = commandLine.isEmpty() ? "" : commandLine.getFirst();
    try {
      if (asksForHelp(commandLine)) {
        return OtherCommands.run("help", List.of("help", command), surroundings);
      }
      // The one command whose start is hurried comes first, and loads nothing of the others.
      if (command.equals("credential-process")) {
        Arguments arguments = parse(CredentialProcess.OPTIONS, commandLine);
        surroundings
            .terminal()
            .answer(CredentialProcess.answer(arguments, commandLine, surroundings));
        return DONE;
      }
      return OtherCommands.run(command, commandLine, surroundings);
    } catch (UsageException e) {
      surroundings
          .terminal()
          .problem(new Problem(String.valueOf(e.getMessage()), "see: grapnel-agent help"));
      return WRONG_USAGE;
    } catch (ProblemException e) {
      surroundings.terminal().problem(e.problem());
      return FAILED;
    }
  }

  private static boolean asksForHelp(List<String> commandLine) {
    return commandLine.size() > 1
        && (commandLine.get(1).equals("--help") || commandLine.get(1).equals("-h"));
  }

  static Arguments parse(List<Option> options, List<String> commandLine) throws UsageException {
    return Arguments.parse(options, commandLine.subList(1, commandLine.size()));
  }
}
