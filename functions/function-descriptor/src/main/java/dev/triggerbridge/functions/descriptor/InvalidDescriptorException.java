package dev.triggerbridge.functions.descriptor;

import java.util.List;

/** One or more descriptors cannot be used; the message has a line for each problem. */
public final class InvalidDescriptorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  InvalidDescriptorException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** Each names file, field, value and remedy; at least one. */
  public List<String> problems() {
    return problems;
  }
}
