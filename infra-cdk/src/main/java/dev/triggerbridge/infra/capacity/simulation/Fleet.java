package dev.triggerbridge.infra.capacity.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The replicas: as many as the scaling rule of {@code BridgeScaling} wants. */
final class Fleet {
  private static final long SAMPLE = 10 * Agenda.SECOND;
  private static final int SAMPLES_OF_A_MINUTE = 6;
  private static final int ZONES = 3;

  /** Target tracking takes away only when the metric is clearly below. */
  private static final double IN_BELOW = 0.9;

  private final World world;
  private final Settings settings;
  private final List<DurableConsumer> consumers;
  private final Map<String, LambdaFunction> functions;
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Replica> gone = new ArrayList<>();
  private final Map<DurableConsumer, int[]> most = new HashMap<>();
  private int starting;
  private int minutesAbove;
  private int minutesBelow;
  private long outAt;
  private long inAt;
  private int samples;

  Fleet(
      World world,
      Settings settings,
      List<DurableConsumer> consumers,
      Map<String, LambdaFunction> functions) {
    this.world = world;
    this.settings = settings;
    this.consumers = consumers;
    this.functions = functions;
    this.outAt = -settings.scaling().outCooldown();
    this.inAt = -settings.scaling().inCooldown();
  }

  void begin(int number) {
    for (int i = 0; i < number; i++) {
      add();
    }
    world.agenda().in(SAMPLE, this::sample);
  }

  int running() {
    return replicas.size();
  }

  double cpuSeconds() {
    return all().stream().mapToDouble(replica -> replica.cpu.used()).sum() / Agenda.SECOND;
  }

  int breakerOpenings() {
    return all().stream()
        .flatMap(replica -> replica.workers.stream())
        .mapToInt(Worker::breakerOpenings)
        .sum();
  }

  private List<Replica> all() {
    List<Replica> all = new ArrayList<>(replicas);
    all.addAll(gone);
    return all;
  }

  /** A third of them die at once, and as many start when the zone is back. */
  void loseZone(long away) {
    int lost = Math.max(1, replicas.size() / ZONES);
    for (int i = 0; i < lost; i++) {
      Replica replica = replicas.removeFirst();
      gone.add(replica);
      replica.workers.forEach(Worker::die);
    }
    starting += lost;
    world.agenda().in(away, () -> started(lost));
  }

  private void started(int number) {
    starting -= number;
    for (int i = 0; i < number; i++) {
      add();
    }
  }

  private void add() {
    Cpu cpu = new Cpu(world.agenda(), settings.task().vcpus());
    List<Worker> workers = new ArrayList<>();
    for (DurableConsumer consumer : consumers) {
      LambdaFunction function = functions.get(consumer.mapping().function());
      if (function != null) {
        workers.add(new Worker(world, consumer, function, cpu));
      }
    }
    replicas.add(new Replica(cpu, workers));
    workers.forEach(Worker::start);
  }

  private void sample() {
    for (DurableConsumer consumer : consumers) {
      int[] highest = most.computeIfAbsent(consumer, absent -> new int[2]);
      highest[0] = Math.max(highest[0], consumer.pending());
      highest[1] = Math.max(highest[1], consumer.ackPending());
    }
    if (++samples == SAMPLES_OF_A_MINUTE) {
      samples = 0;
      decide();
      most.clear();
    }
    world.agenda().in(SAMPLE, this::sample);
  }

  private void decide() {
    Settings.Scaling scaling = settings.scaling();
    int furthest = most.values().stream().mapToInt(two -> two[0] + two[1]).max().orElse(0);
    double perTask = (double) furthest / Math.max(1, replicas.size());
    minutesAbove = perTask > scaling.targetPerTask() ? minutesAbove + 1 : 0;
    minutesBelow = perTask < IN_BELOW * scaling.targetPerTask() ? minutesBelow + 1 : 0;
    int wanted =
        Math.clamp(
            (long) Math.ceil((double) furthest / scaling.targetPerTask()),
            scaling.least(),
            scaling.most());
    long now = world.agenda().now();
    int there = replicas.size() + starting;
    if (minutesAbove >= scaling.outMinutes()
        && wanted > there
        && now - outAt >= scaling.outCooldown()) {
      outAt = now;
      starting += wanted - there;
      world.agenda().in(scaling.start(), () -> started(wanted - there));
    } else if (minutesBelow >= scaling.inMinutes()
        && wanted < there
        && now - inAt >= scaling.inCooldown()) {
      inAt = now;
      for (int i = replicas.size(); i > wanted; i--) {
        Replica replica = replicas.removeLast();
        gone.add(replica);
        replica.workers.forEach(Worker::stop);
      }
    }
  }

  private record Replica(Cpu cpu, List<Worker> workers) {}
}
