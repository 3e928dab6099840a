package dev.triggerbridge.functions.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.functions.support.ConditionalWrites.ContentionException;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Many orders for few items, each delivered up to three times, some cancelled, in any order. */
class ConcurrentOrdersTest {
  private static final int ORDERS = 120;
  private static final List<String> SKUS = List.of("a", "b", "c");
  private static final long INITIAL = 60;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void stock_is_conserved_and_every_delivery_of_an_order_gets_one_answer(int shards)
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed + ", shards " + shards);
    Random random = new Random(seed);
    try (DynamoDbLocal dynamo = DynamoDbLocal.start(null);
        DynamoDbClient client = dynamo.client()) {
      Stock stock = Stock.create(dynamo, client);
      long[] perShard = new long[shards];
      Arrays.fill(perShard, INITIAL / shards);
      SKUS.forEach(sku -> stock.with(sku, perShard));
      Map<String, Set<List<OutputEvent>>> answers = new ConcurrentHashMap<>();

      run(deliveries(random, stock.reservations(shards), answers), seed);

      long reservedByOrders = 0;
      for (int i = 0; i < ORDERS; i++) {
        String orderId = "o-" + i;
        assertThat(answers.get("reserve " + orderId)).as(orderId + ", seed " + seed).hasSize(1);
        if (stock.status(orderId).equals("RESERVED")) {
          reservedByOrders += quantity(orderId);
        }
      }
      long reserved = 0;
      for (String sku : SKUS) {
        long available = sum(shards, shard -> stock.available(sku, shard));
        long taken = sum(shards, shard -> stock.reserved(sku, shard));
        assertThat(available + taken).as(sku + ", seed " + seed).isEqualTo(INITIAL);
        reserved += taken;
        for (int shard = 0; shard < shards; shard++) {
          assertThat(stock.available(sku, shard)).isNotNegative();
        }
      }
      assertThat(reserved).as("seed " + seed).isEqualTo(reservedByOrders);
      assertThat(answers.values().stream().flatMap(Set::stream).flatMap(List::stream))
          .extracting(OutputEvent::subject)
          .as("the stock was short for some and enough for others")
          .contains("inventory.reserved.v1", "inventory.rejected.v1", "inventory.released.v1");
    }
  }

  private static List<Runnable> deliveries(
      Random random, Reservations reservations, Map<String, Set<List<OutputEvent>>> answers) {
    List<Runnable> deliveries = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      String orderId = "o-" + i;
      LineItem[] lines = lines(orderId);
      for (int n = random.nextInt(3); n >= 0; n--) {
        deliveries.add(
            () ->
                deliver(
                    answers,
                    "reserve " + orderId,
                    () -> reservations.reserve(Orders.created(orderId, lines))));
      }
      if (random.nextInt(3) == 0) {
        for (int n = random.nextInt(2); n >= 0; n--) {
          deliveries.add(
              () -> deliver(answers, "release " + orderId, () -> reservations.release(orderId)));
        }
      }
    }
    Collections.shuffle(deliveries, random);
    return deliveries;
  }

  // What the bridge does with a throttled record.
  private static void deliver(
      Map<String, Set<List<OutputEvent>>> answers, String what, Supplier<Outcome> delivery) {
    while (true) {
      try {
        Outcome outcome = delivery.get();
        assertThat(outcome).isInstanceOf(Outcome.Ok.class);
        answers
            .computeIfAbsent(what, key -> ConcurrentHashMap.newKeySet())
            .add(((Outcome.Ok) outcome).events());
        return;
      } catch (ContentionException e) {
        System.out.println(what + " again: " + e.getMessage());
      }
    }
  }

  private static void run(List<Runnable> deliveries, long seed) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> running = new ArrayList<>();
      deliveries.forEach(delivery -> running.add(threads.submit(delivery)));
      for (Future<?> delivery : running) {
        delivery.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + seed, e.getCause());
    }
  }

  // One or two lines, the same for every delivery of the order.
  private static LineItem[] lines(String orderId) {
    Random random = new Random(orderId.hashCode());
    String first = SKUS.get(random.nextInt(SKUS.size()));
    String second = SKUS.get(random.nextInt(SKUS.size()));
    return new LineItem[] {
      Orders.line(first, 1 + random.nextInt(3)), Orders.line(second, 1 + random.nextInt(2))
    };
  }

  private static long quantity(String orderId) {
    long quantity = 0;
    for (LineItem line : lines(orderId)) {
      quantity += line.getQuantity();
    }
    return quantity;
  }

  private static long sum(int shards, IntToLongFunction ofShard) {
    return IntStream.range(0, shards).mapToLong(ofShard).sum();
  }
}
