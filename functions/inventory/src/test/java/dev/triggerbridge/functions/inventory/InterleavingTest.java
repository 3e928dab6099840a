package dev.triggerbridge.functions.inventory;

import static dev.triggerbridge.functions.inventory.Orders.created;
import static dev.triggerbridge.functions.inventory.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.support.ConditionalWrites.ContentionException;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.RetryClass;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Two deliveries at the worst moments for each other. */
class InterleavingTest {
  private static final String TRANSACTION = "transactWriteItems";
  private static final String PUT = "putItem";
  private static final String CONFLICT = "TransactionConflict";
  private static DynamoDbLocal dynamo;
  private static DynamoDbClient client;

  private Stock stock;
  private Reservations others;
  private InterceptedDynamoDb intercepted;
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
    stock = Stock.create(dynamo, client).with("apple", 2);
    others = stock.reservations(1);
    intercepted = new InterceptedDynamoDb();
    reservations = stock.reservations(intercepted.over(client), 1);
  }

  @Test
  void twin_that_takes_the_last_unit_answers_for_both() {
    OrderCreated order = created("o-1", line("apple", 2));
    intercepted.before(TRANSACTION, () -> others.reserve(order));

    assertReserved(reservations.reserve(order));
    assertStock(0, 2);
  }

  @Test
  void twin_between_shortage_and_rejection_answers_for_both() {
    OrderCreated order = created("o-1", line("apple", 2));
    // The marker's reason is a conflict and the stock's a failed condition: not yet out of stock.
    intercepted
        .cancel(TRANSACTION, CONFLICT, "ConditionalCheckFailed")
        .before("transactGetItems", () -> others.reserve(order));

    assertReserved(reservations.reserve(order));
    assertStock(0, 2);
    assertThat(stock.status("o-1")).isEqualTo("RESERVED");
  }

  @Test
  void stock_returned_between_shortage_and_look_is_reserved() {
    others.reserve(created("other", line("apple", 2)));
    intercepted.before("transactGetItems", () -> others.release("other"));

    assertReserved(reservations.reserve(created("o-1", line("apple", 2))));
    assertStock(0, 2);
  }

  @Test
  void cancellation_before_the_write_leaves_nothing_reserved() {
    intercepted.before(TRANSACTION, () -> others.release("o-1"));

    assertThat(reservations.reserve(created("o-1", line("apple", 1))))
        .isEqualTo(Outcome.markerHit(List.of()));
    assertStock(2, 0);
  }

  @Test
  void cancellation_before_the_rejection_wins() {
    intercepted.before(PUT, () -> others.release("o-1"));

    assertThat(reservations.reserve(created("o-1", line("apple", 3))))
        .isEqualTo(Outcome.markerHit(List.of()));
    assertThat(stock.status("o-1")).isEqualTo("CANCELLED");
  }

  @Test
  void order_reserved_between_look_and_tombstone_is_released() {
    intercepted.before(PUT, () -> others.reserve(created("o-1", line("apple", 2))));

    assertThat(reservations.release("o-1"))
        .isInstanceOfSatisfying(Outcome.Ok.class, ok -> assertThat(ok.events()).hasSize(1));
    assertStock(2, 0);
    assertThat(stock.status("o-1")).isEqualTo("RELEASED");
  }

  @Test
  void release_that_comes_second_returns_the_first_ones_event() {
    others.reserve(created("o-1", line("apple", 2)));
    Outcome[] first = new Outcome[1];
    intercepted.before(TRANSACTION, () -> first[0] = others.release("o-1"));

    assertThat(reservations.release("o-1"))
        .isEqualTo(Outcome.markerHit(((Outcome.Ok) first[0]).events()));
    assertStock(2, 0);
  }

  @Test
  void conflict_with_another_transaction_is_repeated() {
    intercepted.cancel(TRANSACTION, "None", CONFLICT).cancel(TRANSACTION, CONFLICT, "None");

    assertReserved(reservations.reserve(created("o-1", line("apple", 1))));
    assertStock(1, 1);
  }

  @Test
  void endless_conflict_gives_up_without_an_attempt() {
    for (int i = 0; i < 8; i++) {
      intercepted.cancel(TRANSACTION, "None", CONFLICT);
    }

    assertThatThrownBy(() -> reservations.reserve(created("o-1", line("apple", 1))))
        .isInstanceOf(ContentionException.class);
    assertStock(2, 0);
  }

  @Test
  void throttled_transaction_is_answered_as_throttled() {
    intercepted.cancel(TRANSACTION, "None", "ThrottlingError");

    assertThat(reservations.reserve(created("o-1", line("apple", 1))))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> assertThat(retry.retryClass()).isEqualTo(RetryClass.THROTTLED));
  }

  private void assertReserved(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Ok.class,
            ok ->
                assertThat(ok.events())
                    .singleElement()
                    .satisfies(
                        event -> assertThat(event.subject()).isEqualTo("inventory.reserved.v1")));
  }

  private void assertStock(long available, long reserved) {
    assertThat(intercepted.exhausted()).as("every planned interruption happened").isTrue();
    assertThat(stock.available("apple", 0)).isEqualTo(available);
    assertThat(stock.reserved("apple", 0)).isEqualTo(reserved);
  }
}
