package dev.triggerbridge.bridge.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Names every problem at once; the message is for people. */
public final class InvalidConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * Names what is wrong.
   *
   * @param source what was read, for people
   * @param problems at least one
   */
  public InvalidConfigurationException(String source, List<Problem> problems) {
    super(message(source, problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the file. At least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(String source, List<Problem> problems) {
    return problems.stream()
        .map(problem -> "  " + problem)
        .collect(
            Collectors.joining(
                "\n",
                source
                    + " cannot be used, "
                    + problems.size()
                    + (problems.size() == 1 ? " problem:\n" : " problems:\n"),
                ""));
  }
}
