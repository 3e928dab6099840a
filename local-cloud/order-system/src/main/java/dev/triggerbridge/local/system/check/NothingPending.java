package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.snapshot.ConsumerState;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StatusRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every consumer delivered and settled everything, and no payment is left undecided. */
final class NothingPending implements Invariant {
  private static final Set<String> UNDECIDED = Set.of("PENDING", "UNKNOWN", "HOLD");

  @Override
  public Verdict check(Evidence evidence) {
    Snapshot snapshot = evidence.snapshot();
    List<String> violations = new ArrayList<>();
    if (snapshot.consumers().isEmpty()) {
      violations.add("there is no consumer at all");
    }
    for (ConsumerState consumer : snapshot.consumers()) {
      if (consumer.pending() != 0 || consumer.unacknowledged() != 0) {
        violations.add(
            "%s on %s has %d undelivered and %d unacknowledged"
                .formatted(
                    consumer.name(),
                    consumer.stream(),
                    consumer.pending(),
                    consumer.unacknowledged()));
      }
    }
    for (StatusRow payment : snapshot.payments()) {
      if (UNDECIDED.contains(payment.status())) {
        violations.add("payment of %s is %s".formatted(payment.orderId(), payment.status()));
      }
    }
    return Verdict.of("nothing is pending", violations, snapshot.consumers().size() + " consumers");
  }
}
