package dev.triggerbridge.bridge.console.page;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The mappings, over all replicas. Thread-safe; methods block on the network. */
public interface MappingDesk {
  /** How everything stands. Not being connected is an answer, not an error. */
  Overview overview();

  /**
   * Stops a mapping on all replicas until it is resumed.
   *
   * @throws ProblemException if there is no such mapping
   */
  void pause(String mapping) throws IOException, ProblemException;

  /**
   * Ends a pause.
   *
   * @throws ProblemException if there is no such mapping
   */
  void resume(String mapping) throws IOException, ProblemException;

  /**
   * Everything at one moment.
   *
   * @param time of this bridge
   * @param version of this replica
   * @param instance of this replica
   * @param connected whether this replica has a connection to NATS
   * @param notes what could not be asked, for people
   * @param replicas that answered
   * @param mappings in the order of the configuration
   */
  record Overview(
      Instant time,
      String version,
      String instance,
      boolean connected,
      List<String> notes,
      List<Replica> replicas,
      List<Row> mappings) {}

  /**
   * A replica.
   *
   * @param uptimeSeconds since it began
   */
  record Replica(String instance, String version, long uptimeSeconds, boolean shuttingDown) {}

  /**
   * One mapping; sums are over the replicas.
   *
   * @param state one word, or each with its number if replicas differ
   * @param ready whether every replica makes progress with it
   * @param reason why not; empty if it does
   * @param enabled whether it is configured to run
   * @param paused whether a person has paused it
   * @param replicas how many answered
   * @param pending not delivered yet; empty if there is no consumer
   * @param ackPending delivered and not settled, as the server counts
   * @param oldestSeconds age of the oldest message that is not settled; empty if there is none
   * @param inFlight records that replicas hold
   * @param invocations under way
   * @param concurrencyLimit how many may be now
   * @param maximumConcurrency how many may be at most, per replica
   * @param ratePerSecond records acked in a second, over the last seconds
   * @param invokeMillis mean time of an invocation over the last seconds; empty without one
   * @param breaker {@code closed}, {@code half-open} or {@code open}
   * @param failures failed attempts since the replicas began
   * @param deadLetters since the replicas began
   */
  record Row(
      String name,
      String stream,
      String consumer,
      String functionName,
      List<String> filterSubjects,
      List<String> outputSubjects,
      String state,
      boolean ready,
      String reason,
      boolean enabled,
      boolean paused,
      int replicas,
      Optional<Long> pending,
      Optional<Long> ackPending,
      Optional<Long> oldestSeconds,
      long inFlight,
      long invocations,
      long concurrencyLimit,
      long maximumConcurrency,
      double ratePerSecond,
      Optional<Double> invokeMillis,
      String breaker,
      long failures,
      long deadLetters) {}
}
