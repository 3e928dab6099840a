package dev.triggerbridge.local.chaos.app;

import dev.triggerbridge.local.chaos.check.Invocations;
import dev.triggerbridge.local.chaos.check.Judgement;
import dev.triggerbridge.local.chaos.check.SilentLogs;
import dev.triggerbridge.local.chaos.check.StackReader;
import dev.triggerbridge.local.chaos.check.StruckFault;
import dev.triggerbridge.local.chaos.fault.Faults;
import dev.triggerbridge.local.chaos.history.History;
import dev.triggerbridge.local.chaos.load.Gate;
import dev.triggerbridge.local.chaos.load.LanePublisher;
import dev.triggerbridge.local.chaos.load.OrderPlacer;
import dev.triggerbridge.local.chaos.load.Pace;
import dev.triggerbridge.local.chaos.plan.ChaosPlan;
import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.gateway.FaultKind;
import dev.triggerbridge.local.system.check.Evidence;
import dev.triggerbridge.local.system.check.OrderHistory;
import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.plan.Fault;
import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.simulate.JournalFile;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.stack.StockSeeder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One seeded run on a running stack: load and faults, healing, draining, and the verdict. */
final class ChaosRun {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LOOKS = 3;
  private static final Map<Fault, FaultKind> GATEWAY_FAULTS =
      Map.of(
          Fault.GATEWAY_THROTTLED, FaultKind.RATE_429,
          Fault.GATEWAY_UNAVAILABLE, FaultKind.RATE_503,
          Fault.GATEWAY_DROPPED, FaultKind.DROP_AFTER_CHARGE);

  private final ChaosStack stack;
  private final Path state;
  private final JournalFile journal;
  private final LanePublisher lanes;
  private final Invocations invocations;
  private final Consumer<String> say;

  /**
   * Runs to be made on a stack.
   *
   * @param state folder with the stack's logs
   * @param journal of all runs on this stack
   * @param lanes of all runs on this stack
   * @param invocations the stack's tap
   */
  ChaosRun(
      ChaosStack stack,
      Path state,
      JournalFile journal,
      LanePublisher lanes,
      Invocations invocations,
      Consumer<String> say) {
    this.stack = stack;
    this.state = state;
    this.journal = journal;
    this.lanes = lanes;
    this.invocations = invocations;
    this.say = say;
  }

  /**
   * What came out.
   *
   * @param orders the run's orders as the streams tell them
   * @param snapshot what was judged, of all runs on this stack
   * @param begin when the first order was placed
   */
  record Outcome(
      OrderPlan plan,
      List<StruckFault> faults,
      List<Verdict> verdicts,
      List<OrderHistory> orders,
      Snapshot snapshot,
      Instant begin) {}

  /** Runs in the calling thread, for a minute or some. */
  Outcome execute(OrderPlan plan, ChaosPlan chaos, long seed, Pace pace, History history)
      throws Exception {
    seedStock(plan);
    stack.gateway().faults().slowMillis(2_500);
    plan.gatewayFaults()
        .forEach(
            (fault, orders) ->
                orders.forEach(
                    order ->
                        stack
                            .gateway()
                            .faults()
                            .plan(order, Objects.requireNonNull(GATEWAY_FAULTS.get(fault)))));
    invocations.noteIn(history);
    OrderPlacer placer = new OrderPlacer(stack.connection(), journal, history);
    Faults faults =
        new Faults(stack, () -> new HashSet<>(journal.journal().poison()), invocations, seed);
    Gate gate = new Gate();
    FaultSchedule schedule = new FaultSchedule(chaos.faults(), faults, gate, history, say);
    Instant begin = Instant.now();
    List<StruckFault> struck;
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Future<List<StruckFault>> trouble =
          threads.submit(() -> schedule.run(placer::placed, placer::ended));
      Future<?> ordered =
          threads.submit(
              call(() -> lanes.publish(plan.runId(), plan.orders().size(), placer::placed)));
      placer.place(plan, seed, pace, gate);
      struck = trouble.get();
      ordered.get();
    } catch (ExecutionException e) {
      throw new IOException("the run came to no end: " + e.getCause(), e.getCause());
    } finally {
      // What still waits for others would wait for ever.
      threads.shutdownNow();
    }
    say.accept("all placed, all healed; draining");
    Quiet quiet = new Quiet(stack, plan);
    boolean idle = quiet.await(PATIENCE);
    say.accept(idle ? "drained; checking" : "nothing moves any more; checking");
    Snapshot snapshot = snapshot(quiet);
    Evidence evidence = Evidence.of(snapshot);
    String prefix = plan.runId() + "-";
    List<OrderHistory> orders =
        evidence.histories().byOrder().values().stream()
            .filter(order -> order.orderId().startsWith(prefix))
            .toList();
    List<Verdict> verdicts =
        new ArrayList<>(Judgement.of(evidence, lanes.acknowledged(), invocations, struck));
    verdicts.add(SilentLogs.judge(state));
    invocations.noteIn(null);
    return new Outcome(plan, struck, verdicts, orders, snapshot, begin);
  }

  private Snapshot snapshot(Quiet quiet) throws Exception {
    StackReader reader = new StackReader(stack);
    Snapshot snapshot = reader.read(journal.journal());
    for (int look = 1; look < LOOKS && !isStill(snapshot); look++) {
      if (!quiet.await(PATIENCE)) {
        break;
      }
      snapshot = reader.read(journal.journal());
    }
    return snapshot;
  }

  private boolean isStill(Snapshot snapshot) throws Exception {
    return new dev.triggerbridge.local.system.read.Quiescence(
            stack.connection(), StackReader.streams())
        .isUnchangedSince(snapshot);
  }

  private void seedStock(OrderPlan plan) throws Exception {
    try (DynamoDbClient dynamoDb = stack.dynamoDb().client()) {
      for (Map.Entry<String, Long> stock : plan.stock().entrySet()) {
        journal.stock(stock.getKey(), stock.getValue());
        StockSeeder.seed(dynamoDb, stack.table("inventory"), stock.getKey(), stock.getValue());
      }
    }
  }

  private static Callable<Boolean> call(Work work) {
    return () -> {
      work.run();
      return true;
    };
  }

  private interface Work {
    void run() throws Exception;
  }
}
