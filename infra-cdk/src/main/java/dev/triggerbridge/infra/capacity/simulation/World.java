package dev.triggerbridge.infra.capacity.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/** What all parts of a run share. */
record World(
    Agenda agenda,
    RandomGenerator random,
    Broker broker,
    Settings.Task task,
    Outcomes outcomes,
    Recorder record) {
  /** What a function returns. */
  @FunctionalInterface
  interface Outcomes {
    /** Adds what it returns for a message. */
    void of(String function, Message message, List<Broker.Draft> events);
  }

  /** The order system without refusals. */
  static void orderSystem(String function, Message message, List<Broker.Draft> events) {
    Message.Order order = message.order;
    switch (function) {
      case "order" -> {
        if (message.kind == Kind.PLACED) {
          events.add(new Broker.Draft(Kind.CREATED, order));
        } else if ((message.kind == Kind.COMPLETED || message.kind == Kind.RESERVED)
            && order.isCompletedBy(message.kind)) {
          events.add(new Broker.Draft(Kind.CONFIRMED, order));
        }
      }
      case "payment" -> events.add(new Broker.Draft(Kind.COMPLETED, order));
      case "inventory" -> events.add(new Broker.Draft(Kind.RESERVED, order));
      default -> {}
    }
  }
}
