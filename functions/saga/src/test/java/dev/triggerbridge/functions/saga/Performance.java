package dev.triggerbridge.functions.saga;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.functions.testing.BatchResponse.Event;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One order's life, delivery by delivery. What was delivered may be delivered again at any time, as
 * after a lost ack. It fails as soon as something is wrong.
 */
final class Performance {
  private final Scenario scenario;
  private final String orderId;
  private final Map<String, Delivery> known = new TreeMap<>();
  private final Set<String> pending = new TreeSet<>();
  private final Map<String, List<Event>> firstAnswers = new HashMap<>();
  private final Map<String, Event> published = new HashMap<>();
  private final List<String> script = new ArrayList<>();
  private Books books;

  Performance(Scenario scenario) {
    this.scenario = scenario;
    this.orderId = Stage.prepare(scenario);
    this.books = Stage.books(orderId);
    scenario
        .beginning(orderId)
        .forEach((subject, message) -> send(subject, subject, message.toByteString()));
  }

  /** Everything that can happen next, labels of deliveries. */
  Set<String> possible() {
    return Set.copyOf(known.keySet());
  }

  /** The situation without the order's id: two orders in one situation have the same future. */
  String situation() {
    return "%s %s pending %s".formatted(books, known.keySet(), pending);
  }

  /** Only what makes the order known is left, and that may lie in the dead letters for ever. */
  boolean isSettled() {
    return pending.stream().allMatch(label -> delivery(label).isCreation())
        && !(books.isUntouched());
  }

  /** Delivers, and checks what must hold after every step. */
  void deliver(String label) {
    script.add(label);
    Delivery delivery = delivery(label);
    Result result = Stage.invoke(delivery);
    Books before = books;
    books = Stage.books(orderId);
    check(books.wrongNow(scenario));
    if (before.isFinal()) {
      check(
          before.order().equals(books.order()) && before.reason().equals(books.reason())
              ? ""
              : "a final state changed");
    }
    switch (result.status()) {
      case "ok" -> answered(delivery, result.events());
      // It comes again.
      case "retry" -> assertThat(result.retryClass()).as(this::story).isNotEqualTo("FAILURE");
      default -> check(label + " is rejected: " + result.code());
    }
    if (isSettled()) {
      check(books.wrongAtTheEnd());
    }
  }

  private void answered(Delivery delivery, List<Event> events) {
    pending.remove(delivery.label());
    List<Event> first = firstAnswers.putIfAbsent(delivery.label(), events);
    if (first != null) {
      assertThat(events).as(this::story).containsAll(first);
    }
    for (Event event : events) {
      Event same = published.putIfAbsent(event.id(), event);
      if (same != null) {
        assertThat(event).as(this::story).isEqualTo(same);
      }
      send(event.id().replace(orderId, "*"), event.subject(), event.data());
    }
  }

  private void send(String name, String subject, ByteString data) {
    for (Participant to : Participant.values()) {
      if (to.reads(subject)) {
        Delivery delivery = new Delivery(to, name, subject, atItsTime(subject, data));
        if (known.putIfAbsent(delivery.label(), delivery) == null) {
          pending.add(delivery.label());
        }
      }
    }
  }

  // The moment of its delivery is the moment of the deadline: any.
  private static ByteString atItsTime(String subject, ByteString data) {
    if (!subject.equals("orders.deadline.v1")) {
      return data;
    }
    try {
      return OrderDeadline.parseFrom(data).toBuilder().setDeadlineAt(1).build().toByteString();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Delivery delivery(String label) {
    Delivery delivery = known.get(label);
    if (delivery == null) {
      throw new AssertionError(label + " is not possible: " + story());
    }
    return delivery;
  }

  private void check(String wrong) {
    assertThat(wrong).as(this::story).isEmpty();
  }

  private String story() {
    return "%s after %s: %s".formatted(scenario, String.join(", ", script), books);
  }
}
