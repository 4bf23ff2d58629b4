package dev.grapnel.service.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** One run of a command: what it printed, and its exit code. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun explain(String... arguments) {
    return run(
        new ExplainCommand((config, request) -> new StoredPolicies.Found(List.of(), Map.of())),
        arguments);
  }

  static CommandRun lint(String... arguments) {
    return run(new LintCommand(), arguments);
  }

  static CommandRun run(Callable<Integer> command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exitCode = line.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
