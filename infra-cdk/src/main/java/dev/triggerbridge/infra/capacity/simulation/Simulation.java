package dev.triggerbridge.infra.capacity.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Runs a scenario in virtual time. The same settings, scenario and seed give the same result on
 * every machine.
 */
public final class Simulation {
  private final Agenda agenda = new Agenda();
  private final SplittableRandom arrivals;
  private final Scenario scenario;
  private final long seed;
  private final Recorder record;
  private final Broker broker;
  private final Fleet fleet;
  private final List<DurableConsumer> consumers = new ArrayList<>();
  private final Map<String, LambdaFunction> functions = new TreeMap<>();

  private Simulation(Settings settings, Scenario scenario, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    this.arrivals = random.split();
    this.scenario = scenario;
    this.seed = seed;
    this.record = new Recorder(scenario);
    this.broker = new Broker(agenda, settings.nats(), this::visible);
    new TreeMap<>(settings.functions())
        .forEach(
            (name, function) ->
                functions.put(name, new LambdaFunction(agenda, random.split(), function)));
    for (Settings.Mapping mapping : settings.mappings()) {
      DurableConsumer consumer = new DurableConsumer(broker, mapping);
      consumers.add(consumer);
      broker.add(consumer);
    }
    World world =
        new World(agenda, random.split(), broker, settings.task(), World::orderSystem, record);
    this.fleet = new Fleet(world, settings, consumers, functions);
  }

  /** Runs it to its end. */
  public static Result run(Settings settings, Scenario scenario, long seed) {
    return new Simulation(settings, scenario, seed).run();
  }

  private Result run() {
    fleet.begin(scenario.replicas());
    arrive(0, Kind.PLACED);
    if (scenario.deadline() >= 0) {
      arrive(scenario.deadline(), Kind.DEADLINE);
    }
    agenda.at(scenario.from(), this::beginEvent);
    agenda.at(scenario.until(), this::endEvent);
    agenda.in(Agenda.SECOND, this::sample);
    agenda.runUntil(scenario.end());
    List<Result.Latency> latencies = record.latencies();
    return new Result(
        scenario,
        seed,
        record.samples(),
        latencies.get(0),
        latencies.get(1),
        latencies.get(2),
        throttles(),
        fleet.breakerOpenings(),
        totals());
  }

  private Result.Totals totals() {
    return new Result.Totals(
        record.placedInAll(),
        consumers.stream().mapToLong(DurableConsumer::storedInAll).sum(),
        consumers.stream().mapToLong(DurableConsumer::settledInAll).sum(),
        consumers.stream().mapToLong(DurableConsumer::settledTwice).sum(),
        consumers.stream().mapToLong(DurableConsumer::backlog).sum(),
        functions.values().stream().mapToLong(LambdaFunction::invocations).sum(),
        fleet.cpuSeconds(),
        record.sojournSeconds());
  }

  /** A Poisson process whose rate changes: drawn at the highest rate, and thinned. */
  private void arrive(long later, Kind kind) {
    double highest = scenario.ordersPerSecond() * Math.max(1, scenario.peak());
    long pause = Math.round(-Math.log1p(-arrivals.nextDouble()) / highest * Agenda.SECOND);
    agenda.in(
        pause,
        () -> {
          long now = agenda.now();
          if (arrivals.nextDouble() * highest < rate(now, later)) {
            offer(kind, now - later);
          }
          if (now < scenario.arrivalsEnd()) {
            arrive(later, kind);
          }
        });
  }

  private double rate(long now, long later) {
    return now >= scenario.arrivalsEnd() ? 0 : scenario.rate(now - later);
  }

  private void offer(Kind kind, long placedAt) {
    if (kind == Kind.PLACED) {
      record.placed();
    }
    broker.publish(List.of(new Broker.Draft(kind, new Message.Order(placedAt))), () -> {});
  }

  private void visible(Message message) {
    if (message.kind == Kind.CONFIRMED) {
      record.confirmed(message.order, agenda.now());
    }
  }

  private void beginEvent() {
    if (scenario.concurrency() < 1) {
      functions
          .values()
          .forEach(
              function ->
                  function.setConcurrency(
                      Math.max(1, (int) (function.concurrency() * scenario.concurrency()))));
    }
    if (scenario.zoneLost()) {
      fleet.loseZone(scenario.until() - scenario.from());
      broker.setShare(2.0 / 3, true);
    }
  }

  private void endEvent() {
    functions.values().forEach(LambdaFunction::restore);
    broker.setShare(1, false);
  }

  private long throttles() {
    return functions.values().stream().mapToLong(LambdaFunction::throttles).sum();
  }

  private void sample() {
    long now = agenda.now();
    int backlog = broker.waiting();
    long oldest = broker.oldest();
    for (DurableConsumer consumer : consumers) {
      backlog += consumer.backlog();
      oldest = Math.min(oldest, consumer.oldest(now));
    }
    record.sample(
        new Result.Sample(
            now / Agenda.SECOND,
            backlog,
            (double) (now - oldest) / Agenda.SECOND,
            fleet.running(),
            throttles()));
    agenda.in(Agenda.SECOND, this::sample);
  }
}
