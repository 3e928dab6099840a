package dev.triggerbridge.infra.capacity.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A durable pull consumer that all replicas of a mapping share: gives messages in turn to whoever
 * asked, never more than max_ack_pending at once, and keeps what is not settled.
 */
final class DurableConsumer {
  private final Broker broker;
  private final Settings.Mapping mapping;
  private final Deque<Message> waiting = new ArrayDeque<>();
  private final Set<Message> unsettled = new LinkedHashSet<>();
  private final Set<Message> published = new HashSet<>();
  private final List<Worker> workers = new ArrayList<>();
  private int turn;
  private int ackPending;
  private long stored;
  private long settled;
  private long settledTwice;
  private boolean delivering;

  DurableConsumer(Broker broker, Settings.Mapping mapping) {
    this.broker = broker;
    this.mapping = mapping;
  }

  Settings.Mapping mapping() {
    return mapping;
  }

  void join(Worker worker) {
    workers.add(worker);
  }

  void leave(Worker worker) {
    workers.remove(worker);
  }

  void stored(Message message) {
    stored++;
    waiting.add(message);
    unsettled.add(message);
  }

  /** Gives away what somebody has asked for. */
  void deliver() {
    if (delivering || waiting.isEmpty()) {
      return;
    }
    delivering = true;
    Set<Worker> served = new LinkedHashSet<>();
    while (!waiting.isEmpty() && ackPending < mapping.maxAckPending() && broker.isUp()) {
      Worker worker = next();
      if (worker == null) {
        break;
      }
      ackPending++;
      worker.receive(waiting.remove());
      served.add(worker);
    }
    delivering = false;
    served.forEach(Worker::received);
  }

  private @Nullable Worker next() {
    for (int i = 0; i < workers.size(); i++) {
      Worker worker = workers.get((turn + i) % workers.size());
      if (worker.requested() > 0) {
        turn = (turn + i + 1) % workers.size();
        return worker;
      }
    }
    return null;
  }

  void settle(Message message) {
    ackPending--;
    settled++;
    published.remove(message);
    if (!unsettled.remove(message)) {
      settledTwice++;
    }
  }

  /** Delivered, not settled, and to be delivered again before all others. */
  void deliverAgain(List<Message> messages) {
    ackPending -= messages.size();
    messages.reversed().forEach(waiting::addFirst);
    deliver();
  }

  /** What came of these is stored, whoever settles them. */
  void published(List<Message> messages) {
    published.addAll(messages);
  }

  /** Whether a publish would be a duplicate, which the server recognises by its id. */
  boolean isPublished(Message message) {
    return !published.isEmpty() && published.contains(message);
  }

  boolean isDrained() {
    return waiting.isEmpty();
  }

  int pending() {
    return waiting.size();
  }

  int ackPending() {
    return ackPending;
  }

  int backlog() {
    return unsettled.size();
  }

  /** When the oldest message that is not settled was stored, or the moment given. */
  long oldest(long otherwise) {
    return unsettled.isEmpty() ? otherwise : unsettled.iterator().next().storedAt;
  }

  long storedInAll() {
    return stored;
  }

  long settledInAll() {
    return settled;
  }

  long settledTwice() {
    return settledTwice;
  }
}
