package dev.triggerbridge.bridge.console.page;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Without a stack trace: it says nothing about this program. */
  public ProblemException(Problem problem) {
    super(problem.message(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
