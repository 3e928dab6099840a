package dev.triggerbridge.infra.capacity;

import dev.triggerbridge.infra.capacity.CapacityData.Function;
import dev.triggerbridge.infra.capacity.CapacityData.Mapping;

/** The formulas of {@code docs/capacity.md}, for full batches and a constant load. Pure. */
final class CapacityModel {
  private static final double MICROS = 1e-6;

  private final CapacityData data;

  CapacityModel(CapacityData data) {
    this.data = data;
  }

  /** CPU of a record, in microseconds: what is measured less its part of an invocation. */
  double microsPerRecord() {
    return data.number("bridgeMicrosPerMessage")
        - data.number("microsPerInvocation") / data.number("benchmarkFill");
  }

  /**
   * CPU of everything else on the benchmark's machine, in microseconds for each message: what the
   * bare loop left over.
   */
  double microsOfOthers() {
    return data.number("benchmarkCores") / MICROS / data.number("bareMessagesPerSecond")
        - data.number("bareMicrosPerMessage");
  }

  /** Records a second that a mapping gets. */
  double records(Mapping mapping, double orders) {
    return orders * mapping.reads().size();
  }

  double invocations(Mapping mapping, double orders) {
    return records(mapping, orders) / mapping.batchSize();
  }

  /** Cores that the bridge keeps busy. */
  double cores(double orders) {
    double micros = 0;
    for (Mapping mapping : data.mappings()) {
      micros +=
          records(mapping, orders) * microsPerRecord()
              + invocations(mapping, orders) * data.number("microsPerInvocation");
    }
    // What functions return: everything but the order itself.
    double outputs = orders * (data.cost("perOrder", "messages") - 1);
    return (micros + outputs * data.number("microsPerOutput")) * MICROS;
  }

  /** Tasks by CPU. */
  double tasksByCpu(double orders) {
    return Math.ceil(cores(orders) / (data.number("taskVcpu") * data.number("cpuTarget")));
  }

  /** Tasks so that no mapping's maximumConcurrency is in the way; Little's law. */
  double tasksByConcurrency(double orders) {
    return data.mappings().stream()
        .mapToDouble(mapping -> Math.ceil(underWay(mapping, orders) / mapping.concurrency()))
        .max()
        .orElse(0);
  }

  /** The larger of both, so that the rest carries the load when a zone is lost. */
  double tasks(double orders) {
    double needed = Math.max(tasksByCpu(orders), tasksByConcurrency(orders));
    return Math.max(data.number("minTasks"), Math.ceil(needed * zoneReserve()));
  }

  /** Invocations of a mapping that are under way: arrivals times duration. */
  double underWay(Mapping mapping, double orders) {
    return invocations(mapping, orders) * data.seconds(data.function(mapping));
  }

  /** Concurrency of a function: what is under way, or a tenth of its requests a second. */
  double concurrency(Function function, double orders) {
    double underWay = 0;
    double invocations = 0;
    for (Mapping mapping : data.mappings()) {
      if (mapping.function().equals(function.name())) {
        underWay += underWay(mapping, orders);
        invocations += invocations(mapping, orders);
      }
    }
    return Math.ceil(Math.max(underWay, invocations / data.number("lambdaRequestsPerEnvironment")));
  }

  /**
   * Concurrency that lets each mapping of each task have one invocation under way all the time: no
   * limit goes below one, so that with less the tasks throttle one another whenever there is a
   * backlog.
   */
  double concurrencyOfTasks(Function function, double tasks) {
    long mappings =
        data.mappings().stream()
            .filter(mapping -> mapping.function().equals(function.name()))
            .count();
    double invocations = tasks * mappings / data.seconds(function);
    return Math.ceil(
        Math.max(tasks * mappings, invocations / data.number("lambdaRequestsPerEnvironment")));
  }

  /** To be reserved: with headroom, and enough for as many tasks as there may be. */
  double reserved(Function function, double orders) {
    double tasks = Math.max(data.number("maxTasks"), tasks(orders));
    return Math.max(
        concurrency(function, orders) * data.number("lambdaHeadroom"),
        concurrencyOfTasks(function, tasks));
  }

  double reservedInAll(double orders) {
    return data.functions().stream().mapToDouble(function -> reserved(function, orders)).sum();
  }

  /** Records of a mapping that are delivered and not settled, without those that wait in a task. */
  double ackPending(Mapping mapping, double orders) {
    double seconds = data.seconds(data.function(mapping)) + data.number("pubAckMs") / 1_000;
    return records(mapping, orders) * seconds;
  }

  /** What the consumer of a mapping allows, whatever the number of replicas. */
  double maxAckPending(Mapping mapping) {
    return 2.0 * mapping.batchSize() * mapping.concurrency() + data.number("retryReserve");
  }

  double writeUnits(Function function, double orders) {
    return orders * function.writeUnits();
  }

  double writeUnitsInAll(double orders) {
    return data.functions().stream().mapToDouble(function -> writeUnits(function, orders)).sum();
  }

  /** Messages that NATS stores in a second. */
  double messages(double orders) {
    return orders * data.cost("perOrder", "messages");
  }

  /** Of NATS, in m7g.large and a multiple of the zones. */
  double natsLarges(double orders) {
    return wholeZones(messages(orders) / data.number("natsMessagesPerSecondOfLarge"));
  }

  /** The same when the rest has to carry the load of a lost zone. */
  double natsLargesWithReserve(double orders) {
    return wholeZones(
        messages(orders) / data.number("natsMessagesPerSecondOfLarge") * zoneReserve());
  }

  /** Volumes whose writes are enough to sync every copy of every message. */
  double volumes(double orders) {
    return Math.ceil(
        messages(orders)
            * data.number("natsReplicas")
            * data.number("syncsPerMessage")
            / data.number("volumeWrites"));
  }

  /** Streams that the messages of a stream have to be divided over, by stores and deliveries. */
  double partitions(String stream, double orders) {
    double stored =
        data.mappings().stream()
                .filter(mapping -> mapping.stream().equals(stream))
                .flatMap(mapping -> mapping.reads().stream())
                .distinct()
                .count()
            * orders;
    double delivered =
        data.mappings().stream()
            .filter(mapping -> mapping.stream().equals(stream))
            .mapToDouble(mapping -> records(mapping, orders))
            .max()
            .orElse(0);
    return Math.ceil(
        Math.max(
            stored / data.number("streamMessagesPerSecond"),
            delivered / data.number("consumerMessagesPerSecond")));
  }

  private double zoneReserve() {
    double zones = data.number("zones");
    return zones / (zones - 1);
  }

  private double wholeZones(double larges) {
    double zones = data.number("zones");
    return Math.max(zones, Math.ceil(larges / zones) * zones);
  }
}
