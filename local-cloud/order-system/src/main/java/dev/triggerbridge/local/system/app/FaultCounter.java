package dev.triggerbridge.local.system.app;

import dev.triggerbridge.local.system.check.DeadLetters;
import dev.triggerbridge.local.system.check.Evidence;
import dev.triggerbridge.local.system.check.OrderHistory;
import dev.triggerbridge.local.system.plan.Fault;
import dev.triggerbridge.local.system.snapshot.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what each kind of fault really did in one run, from what it left behind. */
final class FaultCounter {
  private FaultCounter() {}

  /**
   * Counts.
   *
   * @param orderPrefix how the ids of the run's orders begin
   * @param poison positions of the run's poison
   * @param gateway the gateway's own counts
   * @param crashes folder with the proofs of crashed processes
   */
  static Map<Fault, Long> count(
      Evidence evidence,
      String orderPrefix,
      List<Position> poison,
      Map<String, Long> gateway,
      Path crashes)
      throws IOException {
    Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    for (OrderHistory order : evidence.histories().byOrder().values()) {
      if (order.orderId().startsWith(orderPrefix)) {
        add(counts, Fault.FOREIGN_JSON, order.foreign());
        add(counts, Fault.DUPLICATE_PUBLISH, !order.foreign() && order.requests().size() > 1);
        add(counts, Fault.DECLINED_CARD, order.cancelledBecause("PAYMENT_DECLINED"));
        add(counts, Fault.NEVER_ANSWERED, order.cancelledBecause("DEADLINE_EXCEEDED"));
        add(counts, Fault.SOLD_OUT, order.cancelledBecause("OUT_OF_STOCK"));
      }
    }
    Set<String> letters = DeadLetters.found(evidence.snapshot());
    letters.retainAll(DeadLetters.expected(poison));
    counts.put(Fault.POISON, (long) letters.size());
    counts.put(Fault.GATEWAY_THROTTLED, gateway.getOrDefault("rate429", 0L));
    counts.put(Fault.GATEWAY_UNAVAILABLE, gateway.getOrDefault("rate503", 0L));
    counts.put(Fault.GATEWAY_DROPPED, gateway.getOrDefault("dropAfterCharge", 0L));
    counts.put(Fault.FUNCTION_KILLED, CrashPlan.functionsKilled(crashes));
    counts.put(Fault.BRIDGE_KILLED, CrashPlan.bridgesKilled(crashes));
    return counts;
  }

  private static void add(Map<Fault, Long> counts, Fault fault, boolean hit) {
    counts.merge(fault, hit ? 1L : 0L, Long::sum);
  }
}
