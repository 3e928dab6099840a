package dev.triggerbridge.local.system.crash.mutation;

import dev.triggerbridge.local.system.crash.mutation.Mutation.Edit;
import dev.triggerbridge.local.system.crash.mutation.Scenario.Kill;
import dev.triggerbridge.local.system.crash.mutation.Scenario.NoDeadLetterStore;
import dev.triggerbridge.local.system.crash.mutation.Scenario.StaleFold;
import dev.triggerbridge.local.system.crash.mutation.Scenario.StalePayment;
import dev.triggerbridge.local.system.crash.work.OrderKind;
import java.util.List;
import java.util.Set;

/** All mistakes. */
final class Mutations {
  private static final String BRIDGE =
      "trigger-bridge/src/main/java/dev/triggerbridge/bridge/%s.java";
  private static final String FUNCTION =
      "functions/%1$s/src/main/java/dev/triggerbridge/functions/%1$s/%2$s.java";

  private static final String FINAL_STATE = "each order is in exactly one final state";
  private static final String RESERVED = "reserved stock is that of confirmed orders";
  private static final String NET_CHARGE =
      "net charge is 1 for confirmed and 0 for cancelled orders";
  private static final String DEAD_LETTERS =
      "dead letters are exactly the poison and what cannot be reserved";
  private static final String PENDING = "nothing is pending";

  private static final Set<OrderKind> PLAIN = Set.of(OrderKind.PLAIN);

  /** An order that is published once: a copy would make good what was lost. */
  private static final Set<OrderKind> ONCE = Set.of(OrderKind.THROTTLED);

  private Mutations() {}

  static List<Mutation> all() {
    return List.of(
        new Mutation(
            "ack before publish",
            BRIDGE.formatted("dispatch/OutcomeHandler"),
            List.of(
                new Edit(
                    "List<Delivery> unpublished = outputs.publish(answers, settler::ack);",
                    """
                    settler.ack(answers.stream().map(OutputPublisher.Answer::record).toList());
                    while (deliveries.stream().anyMatch(one -> settler.isEnding(one.sequence()))) {
                      Thread.onSpinWait();
                    }
                    List<Delivery> unpublished = outputs.publish(answers, done -> {});
                    """)),
            ONCE,
            new Kill("bridge.before-output"),
            FINAL_STATE),
        new Mutation(
            "a failed invocation is acked like an answer",
            BRIDGE.formatted("dispatch/Invoker"),
            List.of(
                new Edit(
                    "private Result read(String batchId, List<Delivery> batch, Invocation invocation) {",
                    """
                    private Result read(String batchId, List<Delivery> batch, Invocation invocation) {
                      if (invocation instanceof Invocation.FunctionError) {
                        Map<String, Outcome> fine = new java.util.HashMap<>();
                        batch.forEach(one -> fine.put(one.id(), new Outcome.Ok(List.of())));
                        return new Result.PerRecord(fine);
                      }
                    """)),
            ONCE,
            new Kill("order.before-create"),
            FINAL_STATE),
        new Mutation(
            "term before the dead letter is stored",
            BRIDGE.formatted("dispatch/Settler"),
            List.of(
                new Edit(
                    "CrashPoints.reached(CrashPoint.BEFORE_DEAD_LETTER);",
                    """
                    confirmations.terminate(delivery, decision.errorClass(), () -> forget(record));
                    while (isEnding(delivery.sequence())) {
                      Thread.onSpinWait();
                    }
                    CrashPoints.reached(CrashPoint.BEFORE_DEAD_LETTER);
                    """)),
            Set.of(OrderKind.POISON, OrderKind.PLAIN),
            new Kill("bridge.before-dead-letter"),
            DEAD_LETTERS),
        new Mutation(
            "term although the dead-letter store is down",
            BRIDGE.formatted("dispatch/Settler"),
            List.of(
                new Edit(
                    "if (storedEventually(\"DEAD_LETTER_NOT_STORED\", () -> deadLetters.store(delivery, decision))) {",
                    """
                    try {
                      deadLetters.store(delivery, decision);
                    } catch (StoreUnavailableException e) {
                      observer.alarm("DEAD_LETTER_NOT_STORED", String.valueOf(e.getMessage()));
                    }
                    if (!lifecycle.isStopping()) {
                    """)),
            Set.of(OrderKind.POISON, OrderKind.PLAIN),
            new NoDeadLetterStore(),
            DEAD_LETTERS),
        new Mutation(
            "a due event is taken out before it is published",
            BRIDGE.formatted("nats/DelayedForwarder"),
            List.of(
                new Edit(
                    "CrashPoints.reached(CrashPoint.BEFORE_FORWARD);",
                    """
                    try {
                      message.ackSync(Duration.ofSeconds(5));
                    } catch (java.util.concurrent.TimeoutException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    CrashPoints.reached(CrashPoint.BEFORE_FORWARD);
                    """)),
            Set.of(OrderKind.UNANSWERED),
            new Kill("bridge.before-forward"),
            FINAL_STATE),
        new Mutation(
            "order: marker first, then the events",
            FUNCTION.formatted("order", "OrderTable"),
            List.of(
                new Edit(
                    "before(item, Steps.BEFORE_CREATE);",
                    """
                    before(item, Steps.BEFORE_CREATE);
                    var events = item.creationEvents;
                    item.creationEvents = java.util.List.of();
                    """),
                new Edit(
                    "after(item, Steps.AFTER_CREATE);",
                    """
                    after(item, Steps.AFTER_CREATE);
                    item.creationEvents = events;
                    table.putItem(item);
                    """)),
            ONCE,
            new Kill("order.after-create"),
            FINAL_STATE),
        new Mutation(
            "order: fold without a condition",
            FUNCTION.formatted("order", "OrderTable"),
            List.of(
                new Edit(
                    ".expression(\"version = :read\")",
                    ".expression(\"version > :read OR version <= :read\")")),
            PLAIN,
            new StaleFold(),
            FINAL_STATE),
        new Mutation(
            "inventory: marker first, then the stock",
            FUNCTION.formatted("inventory", "InventoryTable"),
            inTwoWrites(
                """
                Written marked = insert(reservation);
                if (!(marked instanceof Written.Done) || reservation.allocations().isEmpty()) {
                  return marked;
                }
                Written written = write(transaction.build());
                """),
            PLAIN,
            new Kill("inventory.after-insert"),
            RESERVED),
        new Mutation(
            "inventory: stock first, then the marker",
            FUNCTION.formatted("inventory", "InventoryTable"),
            inTwoWrites(
                """
                if (!reservation.allocations().isEmpty()) {
                  Written moved = write(transaction.build());
                  if (!(moved instanceof Written.Done)) {
                    return moved;
                  }
                }
                Written written = insert(reservation);
                """),
            PLAIN,
            new Kill("inventory.before-insert"),
            RESERVED),
        new Mutation(
            "payment: a fresh key instead of asking for the old one",
            FUNCTION.formatted("payment", "ChargeResolution"),
            List.of(
                new Edit(
                    "return known instanceof GatewayAnswer.Created ? confirm(leased) : conclude(leased, known);",
                    """
                    String fresh = leased.requiredChargeKey() + ":" + leased.fence();
                    GatewayAnswer made = gateway.create(fresh, leased.charge());
                    return made instanceof GatewayAnswer.Created(String id)
                        ? conclude(leased, gateway.confirm(fresh + ":confirm", id, leased.charge()))
                        : conclude(leased, made);
                    """)),
            PLAIN,
            new Kill("payment.after-confirm-call"),
            NET_CHARGE),
        new Mutation(
            "payment: a write without its fence",
            FUNCTION.formatted("payment", "state/PaymentStore"),
            List.of(
                new Edit(
                    ".expression(\"#fence = :fence\")",
                    ".expression(\"#fence >= :fence OR #fence < :fence\")")),
            Set.of(OrderKind.UNCLEAR),
            new StalePayment(
                OrderKind.UNCLEAR, "payment.after-confirm-call", "payment.after-later", false),
            PENDING),
        new Mutation(
            "payment: an identity is confirmed that is not in the row",
            FUNCTION.formatted("payment", "ChargeResolution"),
            List.of(
                new Edit(
                    "Payment identified = leases.take(leased, leased.toBuilder().gatewayChargeId(id));",
                    """
                    Payment identified = leases.take(leased, leased.toBuilder().gatewayChargeId(id));
                    if (identified == null) {
                      identified = leased.toBuilder().gatewayChargeId(id).leaseUntil(leases.end()).build();
                    }
                    """)),
            PLAIN,
            new StalePayment(
                OrderKind.PLAIN, "payment.before-identity-write", "payment.after-read", true),
            NET_CHARGE),
        new Mutation(
            "payment: refunded by the row, then by the gateway",
            FUNCTION.formatted("payment", "RefundResolution"),
            List.of(
                new Edit(
                    "return conclude(leased, gateway.refund(leased.requiredRefundKey(), leased.refund()));",
                    """
                    Progress done = refunded(leased, "re_early");
                    gateway.refund(leased.requiredRefundKey(), leased.refund());
                    return done;
                    """)),
            Set.of(OrderKind.UNANSWERED),
            new Kill("payment.before-refund-call"),
            NET_CHARGE));
  }

  private static List<Edit> inTwoWrites(String writes) {
    return List.of(
        new Edit(
            """
                TransactWriteItemsEnhancedRequest.builder().addPutItem(table, put(reservation, ABSENT));
            """,
            """
                TransactWriteItemsEnhancedRequest.builder();
            """),
        new Edit(
            """
            CrashPoints.reached(Steps.BEFORE_RESERVE);
                Written written = write(transaction.build());
            """,
            writes));
  }
}
