package dev.triggerbridge.local.chaos.fault;

import java.util.Map;

/** What is seen of the records between bridge and Lambda. Thread-safe. */
public interface Sightings {
  /**
   * The records that a function has been sent and has not answered.
   *
   * @return how often each has been sent so far, by mapping and id
   */
  Map<String, Integer> underWay(String function);

  /** Whether one of these has been sent again since. */
  boolean sentAgain(Map<String, Integer> before);
}
