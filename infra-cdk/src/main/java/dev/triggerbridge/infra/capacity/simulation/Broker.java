package dev.triggerbridge.infra.capacity.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * NATS: takes messages in at a rate, one publication after another, and gives each to the consumers
 * whose subjects it has. While leaders are elected it does nothing.
 */
final class Broker {
  private final Agenda agenda;
  private final Settings.Nats settings;
  private final Deque<Publication> publications = new ArrayDeque<>();
  private final List<DurableConsumer> consumers = new ArrayList<>();
  private final Consumer<Message> heard;
  private double share = 1;
  private long downUntil;
  private boolean storing;
  private int waiting;

  /** Beside the consumers somebody hears of each message that is stored. */
  Broker(Agenda agenda, Settings.Nats settings, Consumer<Message> heard) {
    this.agenda = agenda;
    this.settings = settings;
    this.heard = heard;
  }

  void add(DurableConsumer consumer) {
    consumers.add(consumer);
  }

  /** Stores one message for each, then says so. */
  void publish(List<Draft> drafts, Runnable confirmed) {
    publications.add(new Publication(agenda.now(), drafts, confirmed));
    waiting += drafts.size();
    storeNext();
  }

  /** From now on; after an election, if leaders were lost. */
  void setShare(double part, boolean elects) {
    share = part;
    if (elects) {
      downUntil = agenda.now() + settings.election();
      agenda.at(downUntil, () -> consumers.forEach(DurableConsumer::deliver));
    }
  }

  boolean isUp() {
    return agenda.now() >= downUntil;
  }

  /** Messages that publishers want to be rid of. */
  int waiting() {
    return waiting;
  }

  /** When the first of them was offered, or now. */
  long oldest() {
    Publication first = publications.peek();
    return first == null ? agenda.now() : first.offeredAt();
  }

  private void storeNext() {
    Publication next = publications.peek();
    if (storing || next == null) {
      return;
    }
    storing = true;
    double nanos = next.drafts().size() * Agenda.SECOND / (settings.storesPerSecond() * share);
    agenda.at(Math.max(agenda.now(), downUntil) + Math.round(nanos), this::stored);
  }

  private void stored() {
    storing = false;
    Publication done = publications.remove();
    waiting -= done.drafts().size();
    agenda.in(settings.confirmation(), () -> visible(done));
    storeNext();
  }

  private void visible(Publication done) {
    for (Draft draft : done.drafts()) {
      Message message = new Message(draft.kind(), draft.order(), agenda.now());
      heard.accept(message);
      for (DurableConsumer consumer : consumers) {
        if (consumer.mapping().reads().contains(draft.kind())) {
          consumer.stored(message);
        }
      }
    }
    consumers.forEach(DurableConsumer::deliver);
    done.confirmed().run();
  }

  /** A message that is not stored yet. */
  record Draft(Kind kind, Message.Order order) {}

  private record Publication(long offeredAt, List<Draft> drafts, Runnable confirmed) {}
}
