package dev.triggerbridge.infra.capacity.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run is made of. Times are in nanoseconds, costs in nanoseconds of CPU.
 *
 * @param mappings which messages invoke which function
 * @param functions by name
 * @param task one replica of the bridge
 * @param scaling how many replicas there are
 * @param nats the cluster
 */
public record Settings(
    List<Mapping> mappings,
    Map<String, Function> functions,
    Task task,
    Scaling scaling,
    Nats nats) {
  /** Copies the collections and refuses a mapping without its function. */
  public Settings {
    mappings = List.copyOf(mappings);
    functions = Map.copyOf(functions);
    for (Mapping mapping : mappings) {
      if (!functions.containsKey(mapping.function())) {
        throw new IllegalArgumentException(
            "mapping %s: there is no function '%s'".formatted(mapping.name(), mapping.function()));
      }
    }
  }

  /**
   * A mapping, with the properties that it has in the bridge's configuration.
   *
   * @param name distinct
   * @param function by name
   * @param reads what its subjects carry
   * @param batchSize most records in an invocation
   * @param window for which a batch waits
   * @param concurrency most invocations of one replica
   */
  public record Mapping(
      String name, String function, Set<Kind> reads, int batchSize, long window, int concurrency) {
    private static final int RETRY_RESERVE = 1_000;

    /** Copies the set. */
    public Mapping {
      reads = Set.copyOf(reads);
    }

    /** Most records that one replica holds, as {@code MappingSettings.inFlightFor} has it. */
    public int inFlight() {
      return (int) Math.min(20_000L, 2L * batchSize * concurrency);
    }

    /** Of the consumer that all replicas share, as {@code MappingSettings.maxAckPending}. */
    public int maxAckPending() {
      return inFlight() + RETRY_RESERVE;
    }
  }

  /**
   * A Lambda function.
   *
   * @param duration mean of an invocation
   * @param spread of the duration: this part of the mean is exponential, the rest is constant
   * @param coldStart on top, in an environment that is new
   * @param concurrency reserved
   * @param requestsPerEnvironment a second
   * @param environmentsPerSecond that can be added
   */
  public record Function(
      long duration,
      double spread,
      long coldStart,
      int concurrency,
      double requestsPerEnvironment,
      double environmentsPerSecond) {}

  /**
   * One replica of the bridge.
   *
   * @param vcpus of the task
   * @param perInvocation CPU
   * @param perRecord CPU
   * @param perOutput CPU of an event that a function returned
   * @param ackWait after which the server delivers again what a dead replica had
   */
  public record Task(
      double vcpus, long perInvocation, long perRecord, long perOutput, long ackWait) {}

  /**
   * Target tracking on the backlog of the mapping that is furthest behind.
   *
   * @param least replicas
   * @param most replicas
   * @param targetPerTask records waiting or under way
   * @param outCooldown between two enlargements
   * @param inCooldown between two reductions
   * @param outMinutes in a row above the target
   * @param inMinutes in a row below it
   * @param start of a task
   */
  public record Scaling(
      int least,
      int most,
      int targetPerTask,
      long outCooldown,
      long inCooldown,
      int outMinutes,
      int inMinutes,
      long start) {
    /** As many as there are, for ever. */
    public static Scaling fixed(int replicas) {
      return new Scaling(replicas, replicas, Integer.MAX_VALUE, 0, 0, 1, 1, 0);
    }
  }

  /**
   * The cluster.
   *
   * @param storesPerSecond messages that it takes in, all streams together
   * @param confirmation from a publish to its PubAck, without a queue
   * @param election for which nothing is stored or delivered when leaders are lost
   */
  public record Nats(double storesPerSecond, long confirmation, long election) {}
}
