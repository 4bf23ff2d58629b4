package dev.grapnel.agent.problem;

/** A problem that ends what was asked for; its message is the problem's first line. */
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.what());
    this.problem = problem;
  }

  public ProblemException(String what, String hint) {
    this(new Problem(what, hint));
  }

  public ProblemException(String what, String hint, Throwable cause) {
    super(what, cause);
    this.problem = new Problem(what, hint);
  }

  public Problem problem() {
    return problem;
  }
}
