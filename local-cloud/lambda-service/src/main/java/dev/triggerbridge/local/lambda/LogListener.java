package dev.triggerbridge.local.lambda;

/** Gets what functions print. Called after each invocation, from any thread; must not block. */
@FunctionalInterface
public interface LogListener {
  /** Ignores everything. */
  LogListener NONE = (function, line) -> {};

  /**
   * Takes one line.
   *
   * @param function name of the function
   * @param line without its line end
   */
  void line(String function, String line);
}
