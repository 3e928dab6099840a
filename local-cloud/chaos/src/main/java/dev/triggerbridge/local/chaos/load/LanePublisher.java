package dev.triggerbridge.local.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.local.chaos.stack.Lanes;
import dev.triggerbridge.local.chaos.stack.Planted;
import dev.triggerbridge.local.system.snapshot.Position;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Publishes messages of a few keys beside the orders. Thread-safe. */
public final class LanePublisher {
  private static final int KEYS = 4;
  private static final int LOOK_MILLIS = 200;

  private final Publisher publisher;
  private final List<Position> acknowledged = new ArrayList<>();

  /** With a connection that never gives up, kept by the caller. */
  public LanePublisher(Connection nats) throws IOException {
    this.publisher = new Publisher(nats);
  }

  /** Positions of all PubAcks so far. */
  public synchronized List<Position> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /**
   * Publishes one message per five orders and returns when each has its PubAck.
   *
   * @param placed how many orders have been placed
   */
  public void publish(String runId, int orders, IntSupplier placed) throws InterruptedException {
    int messages = Math.max(KEYS * 3, orders / 5);
    CountDownLatch missing = new CountDownLatch(messages);
    for (int i = 0; i < messages; i++) {
      while ((long) placed.getAsInt() * messages < (long) i * orders) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      publisher.publish(
          Lanes.subject("key" + i % KEYS),
          Map.of("Nats-Msg-Id", "%s-lane-%d".formatted(runId, i), "Content-Type", "text/plain"),
          "%s %s %d".formatted(Planted.LANE, runId, i).getBytes(UTF_8),
          ack -> {
            synchronized (this) {
              acknowledged.add(new Position(ack.getStream(), ack.getSeqno()));
            }
            missing.countDown();
          });
    }
    missing.await();
  }
}
