package dev.grapnel.agent.command;

import dev.grapnel.agent.problem.Problem;
import java.io.PrintStream;

/** Standard output for answers, standard error for people. */
public record Terminal(PrintStream out, PrintStream err) {
  void answer(String line) {
    out.println(line);
    out.flush();
  }

  void problem(Problem problem) {
    err.println(problem.text());
  }

  void warning(String text) {
    err.println("warning: " + text);
  }
}
