package dev.triggerbridge.functions.inventory;

import static dev.triggerbridge.functions.inventory.Orders.created;
import static dev.triggerbridge.functions.inventory.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ShardedStockTest {
  private static final int SHARDS = 4;
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
    stock = Stock.create(dynamo, client);
    reservations = stock.reservations(SHARDS);
  }

  @Test
  void orders_spread_over_the_shards() {
    stock.with("hot", 100, 100, 100, 100);

    for (int i = 0; i < 40; i++) {
      assertReserved(reservations.reserve(created("o-" + i, line("hot", 1))));
    }

    Set<Integer> used = new HashSet<>();
    IntStream.range(0, SHARDS).filter(shard -> stock.reserved("hot", shard) > 0).forEach(used::add);
    assertThat(used).hasSize(SHARDS);
  }

  @Test
  void every_unit_of_every_shard_is_sold_before_an_order_is_turned_away() {
    stock.with("hot", 3, 0, 5, 2);

    for (int i = 0; i < 10; i++) {
      assertReserved(reservations.reserve(created("o-" + i, line("hot", 1))));
    }

    assertThat(total()).isZero();
    assertRejected(reservations.reserve(created("o-10", line("hot", 1))));
  }

  @Test
  void line_larger_than_any_shard_is_split_and_returned_to_where_it_came_from() {
    stock.with("hot", 2, 3, 1, 2);

    assertReserved(reservations.reserve(created("o-1", line("hot", 7))));
    assertThat(total()).isEqualTo(1);
    IntStream.range(0, SHARDS)
        .forEach(shard -> assertThat(stock.available("hot", shard)).isNotNegative());

    reservations.release("o-1");
    assertThat(IntStream.range(0, SHARDS).mapToLong(shard -> stock.available("hot", shard)))
        .containsExactly(2L, 3L, 1L, 2L);
  }

  @Test
  void line_larger_than_all_shards_together_is_rejected_with_their_sum() throws Exception {
    stock.with("hot", 2, 3, 1, 2);

    Outcome outcome = reservations.reserve(created("o-1", line("hot", 9)));

    assertRejected(outcome);
    assertThat(
            dev.triggerbridge.events.inventory.v1.InventoryRejected.parseFrom(
                    ((Outcome.Ok) outcome).events().getFirst().data())
                .getShortages(0)
                .getAvailable())
        .isEqualTo(8);
    assertThat(total()).isEqualTo(8);
  }

  private long total() {
    return IntStream.range(0, SHARDS).mapToLong(shard -> stock.available("hot", shard)).sum();
  }

  private static void assertReserved(Outcome outcome) {
    assertSubject(outcome, "inventory.reserved.v1");
  }

  private static void assertRejected(Outcome outcome) {
    assertSubject(outcome, "inventory.rejected.v1");
  }

  private static void assertSubject(Outcome outcome, String subject) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Ok.class,
            ok ->
                assertThat(ok.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.subject()).isEqualTo(subject)));
  }
}
