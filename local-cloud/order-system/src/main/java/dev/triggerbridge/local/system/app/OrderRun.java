package dev.triggerbridge.local.system.app;

import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.local.system.check.Checker;
import dev.triggerbridge.local.system.check.Evidence;
import dev.triggerbridge.local.system.check.FaultsHit;
import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.plan.Fault;
import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.plan.PlannedOrder.Kind;
import dev.triggerbridge.local.system.read.FunctionLogs;
import dev.triggerbridge.local.system.read.GatewayReader;
import dev.triggerbridge.local.system.read.Quiescence;
import dev.triggerbridge.local.system.read.SnapshotReader;
import dev.triggerbridge.local.system.read.TableReader;
import dev.triggerbridge.local.system.report.Counters;
import dev.triggerbridge.local.system.report.Figures;
import dev.triggerbridge.local.system.report.Report;
import dev.triggerbridge.local.system.simulate.JournalFile;
import dev.triggerbridge.local.system.simulate.OrderSimulator;
import dev.triggerbridge.local.system.simulate.ProducerTraces;
import dev.triggerbridge.local.system.snapshot.ConsumerState;
import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.stack.LocalStack;
import dev.triggerbridge.local.system.stack.StockSeeder;
import io.nats.client.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Places a plan's orders on a running stack, waits until all is done, and judges what is left. */
final class OrderRun {
  private static final int LOOKS = 3;

  private final LocalStack stack;
  private final JournalFile journal;
  private final OrderPlan plan;
  private final Set<Fault> faults;
  private final Progress progress;
  private final ProducerTraces traces;

  OrderRun(
      LocalStack stack,
      JournalFile journal,
      OrderPlan plan,
      Set<Fault> faults,
      Progress progress,
      ProducerTraces traces) {
    this.stack = stack;
    this.journal = journal;
    this.plan = plan;
    this.faults = faults;
    this.progress = progress;
    this.traces = traces;
  }

  /**
   * What came out.
   *
   * @param report the result
   * @param counters numbers for the table only
   * @param snapshot what was judged
   */
  record Result(Report report, Counters counters, Snapshot snapshot) {}

  /** Runs in the calling thread, for seconds to minutes. */
  Result execute(
      Connection nats, @Nullable Double rate, Duration patience, long seed, Path logs, Path crashes)
      throws Exception {
    seedStock();
    GatewayFaults.plan(stack.addresses().gateway(), plan.gatewayFaults());
    List<Position> earlierPoison = journal.journal().poison();

    Quiescence work = new Quiescence(nats, List.copyOf(SubjectCatalogue.streams().keySet()));
    try (Progress.Watch watch = progress.watch(work)) {
      progress.say("placing %,d orders".formatted(plan.orders().size()));
      new OrderSimulator(nats, journal, traces).place(plan, rate);
      progress.say("every PubAck received; waiting until all is done");
      boolean idle = Drain.await(work, this::nobodyWaits, patience);
      progress.say(idle ? "all is done; checking" : "nothing moves any more; checking");
    }

    Snapshot snapshot = snapshot(nats, work, patience);
    Evidence evidence = Evidence.of(snapshot);
    List<Position> poison = new ArrayList<>(snapshot.journal().poison());
    poison.removeAll(earlierPoison);
    String prefix = plan.runId() + "-";
    Map<Fault, Long> counted =
        FaultCounter.count(
            evidence,
            prefix,
            poison,
            new GatewayReader(stack.addresses().gateway()).faults(),
            crashes);
    List<Verdict> verdicts = new ArrayList<>(Checker.check(evidence));
    verdicts.add(FaultsHit.check(faults, counted));
    counted.keySet().retainAll(faults);
    return new Result(
        Figures.of(evidence, verdicts, seed, prefix),
        new Counters(
            counted,
            snapshot.consumers().stream().mapToLong(ConsumerState::redeliveries).sum(),
            FunctionLogs.markerHits(logs),
            stack.functions().throttles(),
            0),
        snapshot);
  }

  // Deadlines of an earlier run on the same folder come when they come: then look once more.
  private Snapshot snapshot(Connection nats, Quiescence work, Duration patience) throws Exception {
    Snapshot snapshot = new SnapshotReader(stack, nats).read(journal.journal());
    for (int look = 1; look < LOOKS && !work.isUnchangedSince(snapshot); look++) {
      if (!Drain.await(work, this::nobodyWaits, patience)) {
        break;
      }
      snapshot = new SnapshotReader(stack, nats).read(journal.journal());
    }
    return snapshot;
  }

  // Orders that nobody answers are open until their deadline, which no consumer knows of yet.
  private boolean nobodyWaits() {
    try (DynamoDbClient dynamoDb = stack.dynamoDb().client()) {
      TableReader tables = new TableReader(dynamoDb);
      return plan.orders().stream()
          .filter(order -> order.kind() == Kind.UNANSWERED)
          .allMatch(order -> tables.finalStatus(stack.table("order"), order.orderId()).isPresent());
    }
  }

  private void seedStock() throws Exception {
    try (DynamoDbClient dynamoDb = stack.dynamoDb().client()) {
      String table = stack.table("inventory");
      for (Map.Entry<String, Long> stock : plan.stock().entrySet()) {
        journal.stock(stock.getKey(), stock.getValue());
        StockSeeder.seed(dynamoDb, table, stock.getKey(), stock.getValue());
      }
    }
  }
}
