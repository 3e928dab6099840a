package dev.triggerbridge.functions.order;

import static dev.triggerbridge.functions.order.OrderFixture.invoke;
import static dev.triggerbridge.functions.order.OrderFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse;
import dev.triggerbridge.functions.testing.BatchResponse.Event;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every order of the messages about an order, duplicates included, ends the same way. */
class OrderInterleavingTest {
  private static final Trigger PLACED = new Trigger("orders.placed.v1", Messages::placed);
  private static final Trigger FOREIGN = new Trigger("orders.created.v1", Messages::foreignCreated);

  @ParameterizedTest
  @CsvSource({
    "true, true, CONFIRMED",
    "false, true, CANCELLED",
    "true, false, CANCELLED",
    "false, false, CANCELLED"
  })
  void order_ends_once_and_alike_in_every_interleaving(
      boolean paid, boolean inStock, String expected) {
    for (Trigger first : List.of(PLACED, FOREIGN)) {
      Set<List<Trigger>> interleavings = new LinkedHashSet<>();
      permute(
          new ArrayList<>(
              List.of(first, first, payment(paid), payment(paid), stock(inStock), stock(inStock))),
          0,
          interleavings);
      assertThat(interleavings).hasSize(90);
      String prefix = "%s-%s-%s-".formatted(first == PLACED ? "p" : "f", paid, inStock);
      List<String> orders = new ArrayList<>();
      Map<String, List<Event>> events = new HashMap<>();
      for (List<Trigger> interleaving : interleavings) {
        String order = prefix + orders.size();
        orders.add(order);
        // A batch of its own: one of them all would take longer than an invocation may.
        BatchRequest request = BatchRequest.from("ANY");
        for (Trigger trigger : interleaving) {
          request.add(trigger.subject(), trigger.payload().apply(order)).with("key", order);
        }
        BatchResponse response = invoke(request);
        for (Result result : response.results()) {
          assertThat(result.status()).as(order + " " + result.id()).isEqualTo("ok");
          events.computeIfAbsent(order, ignored -> new ArrayList<>()).addAll(result.events());
        }
      }
      for (String order : orders) {
        assertThat(text(order, "status")).as(order).isEqualTo(expected);
        assertEnded(order, expected, events.getOrDefault(order, List.of()), first == PLACED);
      }
    }
  }

  @Test
  void order_ends_once_when_all_messages_arrive_at_the_same_time() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    List<String> orders = new ArrayList<>();
    List<Runnable> additions = new ArrayList<>();
    BatchRequest request = BatchRequest.from("ANY");
    for (int index = 0; index < 40; index++) {
      String order = "race-" + index;
      orders.add(order);
      for (Trigger trigger : List.of(PLACED, PLACED, payment(true), payment(true), stock(true))) {
        additions.add(() -> request.add(trigger.subject(), trigger.payload().apply(order)));
      }
    }
    // Neighbours in the batch run at the same time: mix within the orders, keep them together.
    for (int order = 0; order < 40; order++) {
      Collections.shuffle(additions.subList(order * 5, order * 5 + 5), new Random(seed + order));
    }
    additions.forEach(Runnable::run);

    BatchResponse response = invoke(request);

    assertThat(response.results())
        .allSatisfy(result -> assertThat(result.code()).as(result.id()).isIn(null, "CONTENTION"));
    // What lost every race is redelivered.
    invoke(request);
    for (String order : orders) {
      assertThat(text(order, "status")).as(order).isEqualTo("CONFIRMED");
    }
  }

  private static void assertEnded(
      String order, String expected, List<Event> events, boolean announced) {
    Map<String, Set<ByteString>> versions =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    Event::id, Collectors.mapping(Event::data, Collectors.toSet())));
    String end =
        "order:%s:%s".formatted(order, expected.equals("CONFIRMED") ? "confirmed" : "cancelled");
    Set<String> ids = new HashSet<>(Set.of(end, "order:" + order + ":deadline"));
    if (announced) {
      ids.add("order:" + order + ":created");
      ids.add("order:" + order + ":created:v1");
    }
    assertThat(versions.keySet()).as(order).isEqualTo(ids);
    // Redelivered or folded again, an event never comes with other content.
    assertThat(versions.values()).as(order).allSatisfy(set -> assertThat(set).hasSize(1));
  }

  private static Trigger payment(boolean paid) {
    return paid
        ? new Trigger("payments.completed.v1", PAID)
        : new Trigger("payments.failed.v1", DECLINED);
  }

  private static Trigger stock(boolean inStock) {
    return inStock
        ? new Trigger("inventory.reserved.v1", RESERVED)
        : new Trigger("inventory.rejected.v1", SOLD_OUT);
  }

  private static final Function<String, Message> PAID = Messages::paid;
  private static final Function<String, Message> DECLINED = Messages::declined;
  private static final Function<String, Message> RESERVED = Messages::reserved;
  private static final Function<String, Message> SOLD_OUT = Messages::soldOut;

  private static void permute(List<Trigger> triggers, int from, Set<List<Trigger>> found) {
    if (from == triggers.size()) {
      found.add(List.copyOf(triggers));
      return;
    }
    for (int index = from; index < triggers.size(); index++) {
      Collections.swap(triggers, from, index);
      permute(triggers, from + 1, found);
      Collections.swap(triggers, from, index);
    }
  }

  private record Trigger(String subject, Function<String, ? extends Message> payload) {}
}
