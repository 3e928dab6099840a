package dev.triggerbridge.local.system.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.system.plan.Fault;
import dev.triggerbridge.local.system.snapshot.AuditRecord;
import dev.triggerbridge.local.system.snapshot.ConsumerState;
import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.snapshot.StatusRow;
import dev.triggerbridge.local.system.snapshot.StockRow;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each invariant must fail on the world that it is there to notice. */
class CheckerTest {
  private static final String PLACED = "every acknowledged order is stored";
  private static final String WHOLE = "streams kept every message";
  private static final String FINAL = "each order is in exactly one final state";
  private static final String FOLLOW = "states follow from payment and inventory events";
  private static final String CHARGE = "net charge is 1 for confirmed and 0 for cancelled orders";
  private static final String STOCK = "stock is conserved and never negative";
  private static final String RESERVED = "reserved stock is that of confirmed orders";
  private static final String AUDIT = "every stream message is audited once, unchanged";
  private static final String LETTERS =
      "dead letters are exactly the poison and what cannot be reserved";
  private static final String PENDING = "nothing is pending";

  private final World world = World.healthy();

  @Test
  void healthy_world_holds_every_invariant() {
    assertThat(Checker.check(world.evidence())).hasSize(10).allMatch(Verdict::holds);
  }

  @Test
  void lost_acknowledged_order_is_noticed() {
    world.placed.put(new Position("ORDERS", 999), "o-999");
    assertBroken(PLACED, "ORDERS/999 should hold order o-999");
  }

  @Test
  void acknowledged_order_replaced_by_another_is_noticed() {
    world.placed.put(new Position("ORDERS", 1), "o-2");
    assertBroken(PLACED, "ORDERS/1 should hold order o-2 but holds o-1");
  }

  @Test
  void dropped_stream_head_is_noticed() {
    world.stream("PAYMENTS").remove(0);
    world.dropped.put("PAYMENTS", 1L);
    assertBroken(WHOLE, "PAYMENTS lacks 1 to 1");
  }

  @Test
  void dropped_stream_tail_is_noticed() {
    world.dropped.put("ORDERS", 2L);
    assertBroken(WHOLE, "ORDERS lacks");
  }

  @Test
  void open_order_is_noticed() {
    world.placed("o-5", "apple", 1);
    world.orders.add(new OrderRow("o-5", "OPEN", null));
    assertBroken(FINAL, "order o-5 is OPEN");
  }

  @Test
  void placed_order_without_row_is_noticed() {
    world.placed("o-5", "apple", 1);
    assertBroken(FINAL, "order o-5 has 0 rows");
  }

  @Test
  void order_nobody_placed_is_noticed() {
    world.orders.add(new OrderRow("o-6", "CONFIRMED", null));
    assertBroken(FINAL, "nobody placed order o-6");
  }

  @Test
  void order_both_confirmed_and_cancelled_is_noticed() {
    world.confirmedEvent("o-2", "order:o-2:confirmed");
    assertBroken(FINAL, "order o-2 is CANCELLED");
  }

  @Test
  void two_different_confirmations_are_noticed() {
    world.confirmedEvent("o-1", "another id");
    assertBroken(FINAL, "order o-1 is CONFIRMED (null) with 2 confirmed");
  }

  @Test
  void same_confirmation_stored_twice_is_no_violation() {
    world.confirmedEvent("o-1", "order:o-1:confirmed");
    world.auditEverything();
    assertThat(Checker.check(world.evidence())).allMatch(Verdict::holds);
  }

  @Test
  void row_and_event_with_different_reasons_are_noticed() {
    world.orders.removeIf(row -> row.orderId().equals("o-2"));
    world.orders.add(new OrderRow("o-2", "CANCELLED", "OUT_OF_STOCK"));
    assertBroken(FINAL, "order o-2 is CANCELLED (OUT_OF_STOCK)");
  }

  @Test
  void confirmation_without_reservation_is_noticed() {
    world.stream("INVENTORY")
        .removeIf(message -> new String(message.data(), UTF_8).contains("o-1"));
    assertBroken(FOLLOW, "order o-1 is confirmed without inventory.reserved.v1");
  }

  @Test
  void second_charge_is_noticed_even_if_refunded() {
    world.ledger.add(new LedgerEntry(LedgerEntry.Kind.CHARGE, "o-1", "other", 300, "EUR"));
    assertBroken(CHARGE, "order o-1 is CONFIRMED with 2 charges and 0 refunds");
    world.ledger.add(new LedgerEntry(LedgerEntry.Kind.REFUND, "o-1", "r", 300, "EUR"));
    assertBroken(CHARGE, "order o-1 is CONFIRMED with 2 charges and 1 refunds");
  }

  @Test
  void missing_refund_is_noticed() {
    world.ledger.removeIf(entry -> entry.kind() == LedgerEntry.Kind.REFUND);
    assertBroken(CHARGE, "order o-3 is CANCELLED with 1 charges and 0 refunds");
  }

  @Test
  void uncharged_confirmation_is_noticed() {
    world.ledger.removeIf(entry -> entry.orderId().equals("o-4"));
    assertBroken(CHARGE, "order o-4 is CONFIRMED with 0 charges");
  }

  @Test
  void charge_of_another_amount_is_noticed() {
    world.ledger.removeIf(entry -> entry.orderId().equals("o-4"));
    world.ledger.add(new LedgerEntry(LedgerEntry.Kind.CHARGE, "o-4", "k", 299, "EUR"));
    assertBroken(CHARGE, "order o-4 of 300 EUR has a CHARGE of 299 EUR");
  }

  @Test
  void charge_of_unknown_order_is_noticed() {
    world.ledger.add(new LedgerEntry(LedgerEntry.Kind.CHARGE, "o-77", "k", 299, "EUR"));
    assertBroken(CHARGE, "money moved for unknown order o-77");
  }

  @Test
  void vanished_piece_is_noticed() {
    world.stock.set(0, new StockRow("apple", 0, 7, 2));
    assertBroken(STOCK, "apple began with 10 and has 9");
  }

  @Test
  void negative_stock_is_noticed_although_the_sum_is_right() {
    world.stock.set(1, new StockRow("rare", 0, -1, 1));
    assertBroken(STOCK, "rare has -1 available and 1 reserved");
  }

  @Test
  void reservation_kept_by_a_cancelled_order_is_noticed() {
    world.stock.set(0, new StockRow("apple", 0, 7, 3));
    assertBroken(RESERVED, "apple: 3 reserved, 2 in confirmed orders");
  }

  @Test
  void confirmed_order_without_reserved_stock_is_noticed() {
    world.stock.set(0, new StockRow("apple", 0, 10, 0));
    assertBroken(RESERVED, "apple: 0 reserved, 2 in confirmed orders");
  }

  @Test
  void message_missing_in_the_audit_is_noticed() {
    world.audit.removeIf(record -> record.stream().equals("DLQ"));
    assertBroken(AUDIT, "DLQ/1 is not in the audit");
    assertThat(AuditCount.of(world.evidence().snapshot()).gaps()).isEqualTo(1);
  }

  @Test
  void message_audited_twice_with_one_content_is_no_violation() {
    world.audit(world.stream("ORDERS").get(0));
    assertThat(Checker.check(world.evidence())).allMatch(Verdict::holds);
  }

  @Test
  void audit_with_another_payload_is_noticed() {
    AuditRecord right = world.audit.get(0);
    world.audit.set(
        0,
        new AuditRecord(
            right.stream(), right.epoch(), 1, right.subject(), "00", "00", right.objectKey()));
    assertBroken(AUDIT, "ORDERS/1 differs from its audit record");
  }

  @Test
  void audit_that_states_a_wrong_hash_is_noticed() {
    AuditRecord right = world.audit.get(0);
    world.audit.set(
        0,
        new AuditRecord(
            right.stream(),
            right.epoch(),
            1,
            right.subject(),
            "00",
            right.payloadSha256(),
            right.objectKey()));
    assertBroken(AUDIT, "ORDERS/1 states a wrong SHA-256");
  }

  @Test
  void audit_of_another_epoch_is_noticed() {
    AuditRecord right = world.audit.get(0);
    world.audit.set(
        0,
        new AuditRecord(
            right.stream(),
            "epoch-0",
            1,
            right.subject(),
            right.statedSha256(),
            right.payloadSha256(),
            right.objectKey()));
    assertBroken(AUDIT, "ORDERS/1 is not in the audit");
    assertBroken(AUDIT, "(epoch epoch-0) has no message");
  }

  @Test
  void poison_without_dead_letter_is_noticed() {
    world.streams.remove("DLQ");
    assertBroken(LETTERS, "no dead letter: order ORDERS/6");
  }

  @Test
  void dead_letter_of_a_good_order_is_noticed() {
    world.poison.clear();
    assertBroken(LETTERS, "dead letter of an innocent: order ORDERS/6");
  }

  @Test
  void backlog_is_noticed() {
    world.consumers.set(0, new ConsumerState("ORDERS", "order", 1, 0, 9, 7));
    assertBroken(PENDING, "order on ORDERS has 1 undelivered and 0 unacknowledged");
    world.consumers.set(0, new ConsumerState("ORDERS", "order", 0, 2, 9, 7));
    assertBroken(PENDING, "order on ORDERS has 0 undelivered and 2 unacknowledged");
  }

  @Test
  void system_without_consumers_is_noticed() {
    world.consumers.clear();
    assertBroken(PENDING, "there is no consumer at all");
  }

  @Test
  void undecided_payment_is_noticed() {
    world.payments.add(new StatusRow("o-1", "UNKNOWN"));
    assertBroken(PENDING, "payment of o-1 is UNKNOWN");
  }

  @Test
  void fault_that_never_hit_is_noticed() {
    assertThat(
            FaultsHit.check(
                EnumSet.of(Fault.POISON, Fault.BRIDGE_KILLED), Map.of(Fault.POISON, 3L)))
        .isEqualTo(
            new Verdict("every planned fault hit", false, "no " + Fault.BRIDGE_KILLED.meaning()));
    assertThat(FaultsHit.check(EnumSet.of(Fault.POISON), Map.of(Fault.POISON, 3L)).holds())
        .isTrue();
  }

  @Test
  void many_violations_are_counted_not_listed() {
    Verdict verdict = Verdict.of("x", List.of("a", "b", "c", "d", "e", "f", "g"), "");
    assertThat(verdict.detail()).isEqualTo("a; b; c; d; e; and 2 more");
  }

  private void assertBroken(String invariant, String detail) {
    assertThat(Checker.check(world.evidence()))
        .filteredOn(verdict -> verdict.name().equals(invariant))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.holds()).isFalse();
              assertThat(verdict.detail()).contains(detail);
            });
  }
}
