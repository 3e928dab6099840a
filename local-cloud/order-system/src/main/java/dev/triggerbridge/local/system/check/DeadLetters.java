package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.plan.PlannedOrder;
import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names dead letters by what they are about, so that copies of one count once. */
public final class DeadLetters {
  /** Stream of all dead letters. */
  public static final String STREAM = "DLQ";

  /** The only mapping that reads orders.placed.v1 and judges it. */
  static final String ORDER_MAPPING = "order";

  /** The mapping that reserves the stock of created orders. */
  private static final String INVENTORY_MAPPING = "inventory";

  private DeadLetters() {}

  /** Distinct {@code mapping stream/sequence} of the dead-letter stream. */
  public static Set<String> found(Snapshot snapshot) {
    return snapshot.messages(STREAM).stream()
        .map(DeadLetters::origin)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What must be among them: each poison message, given up by the order mapping. */
  public static Set<String> expected(Iterable<Position> poison) {
    Set<String> expected = new TreeSet<>();
    poison.forEach(position -> expected.add(ORDER_MAPPING + " " + position));
    return expected;
  }

  /** What must be among them, too: orders of more SKUs than the inventory mapping can reserve. */
  static Set<String> unanswered(Snapshot snapshot) {
    return snapshot.messages("ORDERS").stream()
        .filter(message -> message.subject().startsWith("orders.created."))
        .filter(message -> Events.skus(message) >= PlannedOrder.TOO_MANY_SKUS)
        .map(
            message -> INVENTORY_MAPPING + " " + new Position(message.stream(), message.sequence()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String origin(StreamMessage letter) {
    return "%s %s/%s"
        .formatted(
            letter.header("Dead-Letter-Mapping"),
            letter.header("Dead-Letter-Stream"),
            letter.header("Dead-Letter-Sequence"));
  }
}
