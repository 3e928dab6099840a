package dev.triggerbridge.local.system.crash.mutation;

import dev.triggerbridge.local.system.crash.work.OrderKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A mistake that somebody could make, and the crash that shows it.
 *
 * @param name for people
 * @param file the source file that the mistake is made in, in the repository
 * @param edits what is changed there
 * @param kinds orders that are placed
 * @param scenario what happens while they are processed
 * @param broken the invariant that the checker must name
 */
record Mutation(
    String name,
    String file,
    List<Edit> edits,
    Set<OrderKind> kinds,
    Scenario scenario,
    String broken) {
  Mutation {
    edits = List.copyOf(edits);
    kinds = EnumSet.copyOf(kinds);
  }

  /** The module whose artifact is changed: {@code bridge}, or a function's name. */
  String artifact() {
    return file.startsWith("trigger-bridge/") ? "bridge" : file.split("/", -1)[1];
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * A replacement of text.
   *
   * @param old must be there exactly once
   * @param changed takes its place
   */
  record Edit(String old, String changed) {}
}
