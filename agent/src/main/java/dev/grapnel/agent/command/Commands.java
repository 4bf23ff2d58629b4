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
      dispatch(command, commandLine, surroundings);
      return DONE;
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

  private static void dispatch(String command, List<String> commandLine, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    switch (command) {
      case "credential-process" -> CredentialProcess.run(commandLine, surroundings);
      case "version", "--version" -> surroundings.terminal().answer(Version.TEXT);
      case "help", "--help", "-h" -> Help.print(surroundings.terminal());
      case "" -> throw new UsageException("no command");
      default -> throw new UsageException("unknown command \"" + command + '"');
    }
  }
}
