package dev.triggerbridge.functions.inventory;

import static dev.triggerbridge.functions.inventory.Orders.created;
import static dev.triggerbridge.functions.inventory.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ReservationsTest {
  private static DynamoDbLocal dynamo;
  private static DynamoDbClient client;

  private Stock stock;
  private Reservations reservations;

  @BeforeAll
  static void start() {
    dynamo = DynamoDbLocal.start(null);
    client = dynamo.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    dynamo.close();
  }

  @BeforeEach
  void stock_a_table() {
    stock = Stock.create(dynamo, client).with("apple", 5).with("pear", 2);
    reservations = stock.reservations(1);
  }

  @Test
  void order_within_stock_reserves_every_line() throws InvalidProtocolBufferException {
    OrderCreated order = created("o-1", line("apple", 3), line("pear", 2));

    OutputEvent event = onlyEvent(reservations.reserve(order));

    assertThat(event.id()).isEqualTo("inventory:o-1:reserved");
    assertThat(event.subject()).isEqualTo("inventory.reserved.v1");
    assertThat(InventoryReserved.parseFrom(event.data()))
        .isEqualTo(
            InventoryReserved.newBuilder()
                .setMessageId("inventory:o-1:reserved")
                .setOrderId("o-1")
                .addAllItems(order.getItemsList())
                .setReservedAt(Stock.NOW.toEpochMilli())
                .build());
    assertStock("apple", 2, 3);
    assertStock("pear", 0, 2);
    assertThat(stock.status("o-1")).isEqualTo("RESERVED");
  }

  @Test
  void order_with_one_short_line_reserves_none() throws InvalidProtocolBufferException {
    OutputEvent event =
        onlyEvent(reservations.reserve(created("o-1", line("apple", 3), line("pear", 3))));

    assertThat(event.id()).isEqualTo("inventory:o-1:rejected");
    assertThat(event.subject()).isEqualTo("inventory.rejected.v1");
    InventoryRejected rejected = InventoryRejected.parseFrom(event.data());
    assertThat(rejected.getReason()).isEqualTo("OUT_OF_STOCK");
    assertThat(rejected.getShortagesList())
        .singleElement()
        .satisfies(
            shortage -> {
              assertThat(shortage.getSku()).isEqualTo("pear");
              assertThat(shortage.getRequested()).isEqualTo(3);
              assertThat(shortage.getAvailable()).isEqualTo(2);
            });
    assertStock("apple", 5, 0);
    assertStock("pear", 2, 0);
    assertThat(stock.status("o-1")).isEqualTo("REJECTED");
  }

  @Test
  void lines_of_one_sku_are_merged() {
    assertThat(
            onlyEvent(reservations.reserve(created("o-1", line("apple", 2), line("apple", 3))))
                .subject())
        .isEqualTo("inventory.reserved.v1");
    assertStock("apple", 0, 5);
  }

  @Test
  void lines_of_one_sku_that_are_short_together_are_rejected() {
    assertThat(
            onlyEvent(reservations.reserve(created("o-1", line("apple", 3), line("apple", 3))))
                .subject())
        .isEqualTo("inventory.rejected.v1");
    assertStock("apple", 5, 0);
  }

  @Test
  void sku_without_a_row_counts_as_none_available() {
    assertThat(onlyEvent(reservations.reserve(created("o-1", line("kiwi", 1)))).subject())
        .isEqualTo("inventory.rejected.v1");
  }

  @Test
  void order_without_items_is_reserved_and_has_a_row() {
    assertThat(onlyEvent(reservations.reserve(created("o-1"))).subject())
        .isEqualTo("inventory.reserved.v1");
    assertThat(stock.status("o-1")).isEqualTo("RESERVED");
  }

  @Test
  void duplicate_after_sell_out_returns_the_stored_event() {
    OrderCreated order = created("o-1", line("pear", 2));
    Outcome first = reservations.reserve(order);
    assertStock("pear", 0, 2);

    assertThat(reservations.reserve(order)).isEqualTo(Outcome.markerHit(events(first)));
    assertStock("pear", 0, 2);
  }

  @Test
  void rejected_order_stays_rejected_when_stock_arrives() {
    OrderCreated order = created("o-1", line("pear", 3));
    Outcome first = reservations.reserve(order);
    stock.with("pear", 10);

    assertThat(reservations.reserve(order)).isEqualTo(Outcome.markerHit(events(first)));
    assertStock("pear", 10, 0);
  }

  @Test
  void same_id_with_other_items_is_rejected_as_a_conflict() {
    reservations.reserve(created("o-1", line("apple", 1)));

    assertThat(reservations.reserve(created("o-1", line("apple", 2))))
        .isInstanceOfSatisfying(
            Outcome.Reject.class,
            reject -> {
              assertThat(reject.code()).isEqualTo("CONFLICTING_DUPLICATE");
              assertThat(reject.message()).contains("order_id 'o-1'", "its own id");
            });
    assertStock("apple", 4, 1);
  }

  @Test
  void same_lines_in_another_order_are_no_conflict() {
    reservations.reserve(created("o-1", line("apple", 1), line("pear", 1)));

    assertThat(reservations.reserve(created("o-1", line("pear", 1), line("apple", 1))))
        .isInstanceOfSatisfying(Outcome.Ok.class, ok -> assertThat(ok.markerHit()).isTrue());
  }

  @Test
  void cancellation_returns_the_stock_once() {
    reservations.reserve(created("o-1", line("apple", 3)));

    Outcome first = reservations.release("o-1");
    assertThat(onlyEvent(first).id()).isEqualTo("inventory:o-1:released");
    assertThat(onlyEvent(first).subject()).isEqualTo("inventory.released.v1");
    assertStock("apple", 5, 0);

    assertThat(reservations.release("o-1")).isEqualTo(Outcome.markerHit(events(first)));
    assertStock("apple", 5, 0);
    assertThat(stock.status("o-1")).isEqualTo("RELEASED");
  }

  @Test
  void released_order_answers_a_late_duplicate_and_takes_nothing() {
    OrderCreated order = created("o-1", line("apple", 3));
    Outcome first = reservations.reserve(order);
    reservations.release("o-1");

    assertThat(reservations.reserve(order)).isEqualTo(Outcome.markerHit(events(first)));
    assertStock("apple", 5, 0);
  }

  @Test
  void cancellation_before_the_order_leaves_a_tombstone_and_nothing_is_reserved() {
    assertThat(reservations.release("o-1")).isEqualTo(Outcome.ok());
    assertThat(stock.status("o-1")).isEqualTo("CANCELLED");

    assertThat(reservations.reserve(created("o-1", line("apple", 3))))
        .isEqualTo(Outcome.markerHit(List.of()));
    assertThat(reservations.release("o-1")).isEqualTo(Outcome.markerHit(List.of()));
    assertStock("apple", 5, 0);
  }

  @Test
  void cancellation_of_a_rejected_order_does_nothing() {
    reservations.reserve(created("o-1", line("pear", 3)));

    assertThat(reservations.release("o-1")).isEqualTo(Outcome.markerHit(List.of()));
    assertThat(stock.status("o-1")).isEqualTo("REJECTED");
    assertStock("pear", 2, 0);
  }

  @Test
  void most_skus_of_one_transaction_are_reserved_and_one_more_is_rejected() {
    IntStream.range(0, 100).forEach(i -> stock.with("sku-" + i, 1));
    LineItem[] lines =
        IntStream.range(0, 100).mapToObj(i -> line("sku-" + i, 1)).toArray(LineItem[]::new);

    assertThat(reservations.reserve(created("o-100", lines)))
        .isInstanceOfSatisfying(
            Outcome.Reject.class,
            reject -> {
              assertThat(reject.code()).isEqualTo("TOO_MANY_ITEMS");
              assertThat(reject.message()).contains("100 SKUs", "more than the 99", "split");
            });
    assertThat(stock.status("o-100")).isEqualTo("ABSENT");

    OrderCreated fitting = created("o-99", List.of(lines).subList(0, 99).toArray(LineItem[]::new));
    assertThat(onlyEvent(reservations.reserve(fitting)).subject())
        .isEqualTo("inventory.reserved.v1");
    assertStock("sku-98", 0, 1);
    assertStock("sku-99", 1, 0);
  }

  @Test
  void quantities_that_overflow_together_are_rejected() {
    assertThat(
            reservations.reserve(created("o-1", line("apple", Long.MAX_VALUE), line("apple", 1))))
        .isInstanceOfSatisfying(
            Outcome.Reject.class,
            reject -> assertThat(reject.message()).contains("items.quantity", "order less"));
  }

  private void assertStock(String sku, long available, long reserved) {
    assertThat(stock.available(sku, 0)).as("available " + sku).isEqualTo(available);
    assertThat(stock.reserved(sku, 0)).as("reserved " + sku).isEqualTo(reserved);
  }

  private static List<OutputEvent> events(Outcome outcome) {
    return ((Outcome.Ok) outcome).events();
  }

  private static OutputEvent onlyEvent(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    assertThat(events(outcome)).hasSize(1);
    return events(outcome).getFirst();
  }
}
