package dev.triggerbridge.infra.capacity.simulation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a run has shown.
 *
 * @param scenario that was run
 * @param seed it was run with
 * @param samples one each second
 * @param before latency of orders placed before the event, from placed to confirmed is stored
 * @param during the same of those placed during it
 * @param after the same of those placed after it
 * @param throttles 429s of all functions
 * @param breakerOpenings of all replicas and mappings
 * @param totals for what has to add up
 */
public record Result(
    Scenario scenario,
    long seed,
    List<Sample> samples,
    Latency before,
    Latency during,
    Latency after,
    long throttles,
    int breakerOpenings,
    Totals totals) {
  /** For how long a backlog has to be small before it is back to normal. */
  private static final int QUIET_SECONDS = 30;

  /** Copies the list. */
  public Result {
    samples = List.copyOf(samples);
  }

  /** The largest backlog, in messages of all mappings. */
  public int backlogPeak() {
    return samples.stream().mapToInt(Sample::backlog).max().orElse(0);
  }

  /** The most replicas that ran at once. */
  public int mostReplicas() {
    return samples.stream().mapToInt(Sample::replicas).max().orElse(0);
  }

  /** The largest backlog before the event. */
  public int backlogBefore() {
    return samples.stream()
        .filter(
            sample ->
                sample.second() * Agenda.SECOND >= scenario.warmUp()
                    && sample.second() * Agenda.SECOND < scenario.from())
        .mapToInt(Sample::backlog)
        .max()
        .orElse(0);
  }

  /** The greatest age of a message in seconds. */
  public double oldestPeak() {
    return samples.stream().mapToDouble(Sample::oldestSeconds).max().orElse(0);
  }

  /**
   * Seconds from the end of the event until the backlog is, for half a minute, not above twice the
   * largest of before; empty if it never is.
   */
  public OptionalDouble secondsToNormal() {
    int normal = 2 * backlogBefore();
    int first = (int) (scenario.until() / Agenda.SECOND);
    int quiet = 0;
    for (Sample sample : samples) {
      if (sample.second() >= first) {
        quiet = sample.backlog() <= normal ? quiet + 1 : 0;
        if (quiet == QUIET_SECONDS) {
          return OptionalDouble.of(sample.second() - QUIET_SECONDS + 1.0 - first);
        }
      }
    }
    return OptionalDouble.empty();
  }

  /**
   * One moment.
   *
   * @param second of the run
   * @param backlog messages that are not settled, of all mappings, and those not stored yet
   * @param oldestSeconds age of the oldest of them
   * @param replicas that run
   * @param throttles in all until now
   */
  public record Sample(
      long second, int backlog, double oldestSeconds, int replicas, long throttles) {}

  /** Percentiles in seconds. */
  public record Latency(long orders, double p50, double p99) {}

  /**
   * Counts of a whole run.
   *
   * @param orders that were placed
   * @param stored messages times the mappings that read them
   * @param settled of those
   * @param settledTwice must be 0
   * @param left neither
   * @param invocations that ran
   * @param cpuSeconds of all replicas
   * @param sojournSeconds of all settled, from stored to settled
   */
  public record Totals(
      long orders,
      long stored,
      long settled,
      long settledTwice,
      long left,
      long invocations,
      double cpuSeconds,
      double sojournSeconds) {
    /** Records in an invocation, on average. */
    public double fill() {
      return (double) settled / invocations;
    }
  }
}
