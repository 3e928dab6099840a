package dev.triggerbridge.local.chaos.load;

import dev.triggerbridge.local.chaos.history.History;
import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.simulate.JournalFile;
import dev.triggerbridge.local.system.simulate.Publication;
import dev.triggerbridge.local.system.simulate.Publications;
import dev.triggerbridge.local.system.snapshot.Position;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Places the orders of a plan, locally out of order, at a pace, until each has its PubAck. */
public final class OrderPlacer {
  private static final String MESSAGE_ID = "Nats-Msg-Id";
  private static final int REORDERED = 6;
  private static final int LOOK_MILLIS = 150;
  private static final int MOST_MINUTES = 10;

  private final Publisher publisher;
  private final OpenOrders open;
  private final JournalFile journal;
  private final History history;
  private final Standstill standstill = new Standstill();
  private final AtomicInteger placed = new AtomicInteger();

  /**
   * A placer.
   *
   * @param nats connection that never gives up, kept by the caller
   * @param journal where PubAcks are noted for the checker
   */
  public OrderPlacer(Connection nats, JournalFile journal, History history) throws IOException {
    this.publisher = new Publisher(nats);
    this.open = new OpenOrders(nats);
    this.journal = journal;
    this.history = history;
  }

  /** How many messages have been sent so far, copies and poison included. */
  public int placed() {
    return placed.get();
  }

  /** How many orders of this run have ended, as far as the stream tells. */
  public long ended() {
    return open.ended();
  }

  /**
   * Places everything and returns when every PubAck has been noted.
   *
   * @param gate holds back orders whose pace is that of others; those that come at a rate do not
   *     wait for it
   */
  public void place(OrderPlan plan, long seed, Pace pace, Gate gate)
      throws IOException, JetStreamApiException, InterruptedException {
    List<Publication> publications =
        reordered(Publications.of(plan, System.currentTimeMillis()), new Random(seed));
    CountDownLatch missing = new CountDownLatch(publications.size());
    open.begin();
    long begin = System.nanoTime();
    int poison = 0;
    for (Publication publication : publications) {
      await(pace, gate, begin);
      Map<String, String> headers = new HashMap<>(publication.headers());
      if (publication.orderId() == null) {
        // Without an id a retry could store it twice, and nobody would know of the first.
        headers.put(MESSAGE_ID, "%s-poison-%d".formatted(plan.runId(), poison++));
      }
      publisher.publish(
          publication.subject(),
          headers,
          publication.data(),
          ack -> {
            note(publication, ack);
            missing.countDown();
          });
      placed.incrementAndGet();
    }
    if (!missing.await(MOST_MINUTES, TimeUnit.MINUTES)) {
      throw new IOException(
          "%d publishes got no PubAck within %d minutes"
              .formatted(missing.getCount(), MOST_MINUTES));
    }
  }

  private void await(Pace pace, Gate gate, long begin) throws InterruptedException {
    if (pace.perSecond() > 0) {
      long due = begin + (long) (placed.get() * 1e9 / pace.perSecond());
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      return;
    }
    gate.await(placed.get());
    // Asking for each order would cost more than it tells.
    if (placed.get() % 8 == 0) {
      // Where nothing ends any more all is placed, and the checker says what has not ended.
      for (long ended = open.ended();
          placed.get() - ended > pace.open() && !standstill.is(ended, System.nanoTime());
          ended = open.ended()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  private void note(Publication publication, PublishAck ack) {
    Position position = new Position(ack.getStream(), ack.getSeqno());
    String orderId = publication.orderId();
    try {
      if (orderId == null) {
        journal.poison(position);
      } else {
        journal.placed(position, orderId);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    history.note(
        "placed",
        Map.of(
            "order", orderId == null ? "poison" : orderId,
            "subject", publication.subject(),
            "position", position.toString(),
            "duplicate", ack.isDuplicate()));
  }

  private static List<Publication> reordered(List<Publication> publications, Random random) {
    List<Publication> all = new ArrayList<>(publications);
    for (int from = 0; from < all.size(); from += REORDERED) {
      Collections.shuffle(all.subList(from, Math.min(all.size(), from + REORDERED)), random);
    }
    return all;
  }
}
